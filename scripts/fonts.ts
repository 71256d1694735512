// Writes the fonts that a snapshot is lettered with: glyph outlines are read from TrueType, and packages ship WOFF2; and
// what cuts them to the letters of a document.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { decompress } from 'wawoff2';

const { resolve } = createRequire(import.meta.url);
const target = join(import.meta.dirname, '..', 'public', 'generated', 'fonts');
const files = (name: string, folder: string) =>
  join(dirname(resolve(`${name}/package.json`)), folder);

/** Each weight's file by the name that pictures know it under: see `src/export/font-files.ts`. */
const sources = {
  'Inter-Regular': join(files('inter-ui', 'web'), 'Inter-Regular.woff2'),
  'Inter-SemiBold': join(files('inter-ui', 'web'), 'Inter-SemiBold.woff2'),
  'PlexSansArabic-Regular': join(
    files('@fontsource/ibm-plex-sans-arabic', 'files'),
    'ibm-plex-sans-arabic-arabic-400-normal.woff2',
  ),
  'PlexSansArabic-SemiBold': join(
    files('@fontsource/ibm-plex-sans-arabic', 'files'),
    'ibm-plex-sans-arabic-arabic-600-normal.woff2',
  ),
  'BizUdpGothic-Regular': join(
    files('@fontsource/biz-udpgothic', 'files'),
    'biz-udpgothic-japanese-400-normal.woff2',
  ),
  'BizUdpGothic-Bold': join(
    files('@fontsource/biz-udpgothic', 'files'),
    'biz-udpgothic-japanese-700-normal.woff2',
  ),
};

mkdirSync(target, { recursive: true });
for (const [name, path] of Object.entries(sources)) {
  writeFileSync(join(target, `${name}.ttf`), await decompress(readFileSync(path)));
}

copyFileSync(resolve('harfbuzzjs/dist/harfbuzz-subset.wasm'), join(target, 'harfbuzz-subset.wasm'));
