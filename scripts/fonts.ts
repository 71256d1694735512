// Writes the fonts that a snapshot is lettered with: glyph outlines are read from TrueType, and packages ship WOFF2; and
// what cuts them to the letters of a document.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { decompress } from 'wawoff2';

const { resolve } = createRequire(import.meta.url);
const web = join(dirname(resolve('inter-ui/package.json')), 'web');
const target = join(import.meta.dirname, '..', 'public', 'generated', 'fonts');

mkdirSync(target, { recursive: true });
for (const name of ['Inter-Regular', 'Inter-SemiBold']) {
  const font = await decompress(readFileSync(join(web, `${name}.woff2`)));
  writeFileSync(join(target, `${name}.ttf`), font);
}

copyFileSync(resolve('harfbuzzjs/dist/harfbuzz-subset.wasm'), join(target, 'harfbuzz-subset.wasm'));
