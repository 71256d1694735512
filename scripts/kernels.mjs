// npm run kernels: compiles inner loops to WebAssembly, each source into a module that holds it as text.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { root } from './setup.mjs';

/** Without their extension. */
const kernels = ['src/density/row-kernels', 'src/telemetry/plain-rows'];
const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
const binary = join(folder, 'kernels.wasm');
// Fetched where it is asked for: 100 MB are too much for everybody's installation.
const compiler = ['--yes', '--package', 'assemblyscript@0.28.20', 'asc'];
const flags = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert', '--outFile', binary];

/** A source and those that it imports, as texts by their paths. */
function sourcesOf(source) {
  const text = readFileSync(join(root, source), 'utf8');
  const parts = [...text.matchAll(/from '\.\/([\w.-]+)'/g)].map(([, part]) =>
    join(dirname(source), `${part}.ts`),
  );
  return new Map([source, ...parts].map((each) => [each, readFileSync(join(root, each), 'utf8')]));
}

/** Compiles one source; answers whether that went well. Prettier knows no decorators: they stand in comments. */
function compile(kernel) {
  const source = `${kernel}.as.ts`;
  const made = `${kernel}-wasm.ts`;
  const sources = sourcesOf(source);
  for (const [path, text] of sources) {
    const decorated = text.replaceAll('// @inline', '// @ts-ignore\n@inline');
    writeFileSync(join(folder, basename(path)), decorated);
  }
  const { status } = spawnSync('npx', [...compiler, join(folder, basename(source)), ...flags], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) return false;
  const hash = createHash('sha256')
    .update([...sources.values()].join(''))
    .digest('hex');
  const names = [...sources.keys()].map((path) => `'${basename(path)}'`).join(', ');
  const lines = readFileSync(binary)
    .toString('base64')
    .match(/.{1,96}/g)
    .map((line) => `  '${line}',`);
  const text = [
    `// Made by \`npm run kernels\` from \`${basename(source)}\`: not to be changed by hand.`,
    '',
    '/** What this was compiled from. */',
    `export const sources = [${names}];`,
    '',
    '/** SHA-256 of the sources, one after the other. */',
    `export const sourceHash = '${hash}';`,
    '',
    '/** The WebAssembly module, base64. */',
    'export const wasm = [',
    ...lines,
    "].join('');",
    '',
  ];
  writeFileSync(join(root, made), text.join('\n'));
  console.log(`${made}: ${readFileSync(binary).length.toLocaleString('en')} bytes of WebAssembly`);
  return true;
}

process.exitCode = kernels.every(compile) ? 0 : 1;
rmSync(folder, { recursive: true });
