// npm test: set-up where needed, then types, lint, format, unit tests and browser tests, counted on the last line.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

const results = join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const env = { ...process.env, TZ: 'UTC', NODE_NO_WARNINGS: '1', FORCE_COLOR: '0' };
const count = { passed: 0, failed: 0, skipped: 0 };

function start(args, options) {
  const child = spawn(process.execPath, args, { cwd: root, env, ...options });
  const ended = new Promise((resolve) => child.on('close', resolve));
  return { child, ended };
}

function heading(text) {
  console.log(`\n== ${text}`);
}

/** Checks that need one core each: they run beside the set-up, and say what they found when they are asked. */
function startChecks(all) {
  const runs = all.map(([name, ...args]) => {
    const { child, ended } = start(args);
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    return { name, said, ended };
  });
  return async () => {
    for (const { name, said, ended } of runs) {
      const status = await ended;
      heading(name);
      process.stdout.write(Buffer.concat(said));
      if (status === 0) count.passed++;
      else count.failed++;
    }
  };
}

function report(file) {
  const path = join(results, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

async function unitTests() {
  heading('unit tests');
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json'];
  const file = '--outputFile.json=test-results/unit.json';
  const status = await start([...args, file], { stdio: 'inherit' }).ended;
  const told = report('unit.json');
  count.passed += told?.numPassedTests ?? 0;
  count.failed += told?.numFailedTests ?? 0;
  count.skipped += (told?.numPendingTests ?? 0) + (told?.numTodoTests ?? 0);
  if (status !== 0 && !told?.numFailedTests) count.failed++;
}

async function browserTests() {
  heading('browser tests');
  const { findChromium } = await import('./chromium.mjs');
  const chromium = findChromium();
  if (!chromium) {
    console.error('No Chromium found and none could be installed: set ATLAS_CHROMIUM to its path.');
    count.failed++;
    return;
  }
  const status = await start(['node_modules/@playwright/test/cli.js', 'test'], {
    stdio: 'inherit',
    env: { ...env, ATLAS_CHROMIUM: chromium },
  }).ended;
  const told = report('browser.json')?.stats;
  count.passed += (told?.expected ?? 0) + (told?.flaky ?? 0);
  count.failed += told?.unexpected ?? 0;
  count.skipped += told?.skipped ?? 0;
  if (status !== 0 && !told?.unexpected) count.failed++;
}

const checks = [
  ['types', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
  ['lint', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'],
  ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level=warn'],
];
let sayChecks;
setUp({ build: true, beside: () => (sayChecks = startChecks(checks)) });
await sayChecks();
await unitTests();
await browserTests();

console.log('');
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
process.exit(count.failed === 0 && count.passed > 0 ? 0 : 1);
