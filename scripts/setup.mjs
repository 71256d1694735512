// Prepares a fresh clone. Runs before anything is installed, so it imports nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const stamps = join(root, '.setup');

/** Ends the process with one line, where the running Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Infection Atlas needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Runs a command in the project's root, its output shown.
 * @returns true where it ended with 0
 */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  return result.status === 0;
}

function filesBelow(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [full];
  return readdirSync(full, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}

/** Hash of the contents and names of files and folders. */
function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesBelow)) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Does a piece of work only where its inputs changed or its outputs are missing.
 * @param name of the stamp
 * @param inputs files and folders whose contents decide
 * @param outputs paths that must exist
 * @param work the work; gives false where it failed
 * @returns whether the outputs are there and up to date
 */
export function upToDate(name, inputs, outputs, work) {
  const stamp = join(stamps, name);
  const now = fingerprint(inputs);
  const whole = outputs.every((path) => existsSync(join(root, path)));
  if (whole && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return true;
  if (!work()) return false;
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, now);
  return true;
}

/** Installs the packages of the lock file. */
export function installPackages() {
  return upToDate(
    'packages',
    ['package-lock.json'],
    ['node_modules/vite', 'node_modules/react', 'node_modules/tsx'],
    () => {
      console.error('Installing packages ...');
      return run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    },
  );
}

/** Writes the reconstruction, the basemap, the fonts and the DB-IP files into public/generated. */
export function prepareData() {
  const tsx = ['--import', 'tsx'];
  const step = (name, inputs, outputs, label) =>
    upToDate(name, inputs, outputs, () => {
      console.error(`${label} ...`);
      return run(process.execPath, [...tsx, `scripts/${name}.ts`]);
    });
  const scripts = readdirSync(join(root, 'scripts'));
  const own = (prefix) =>
    scripts.filter((file) => file.startsWith(prefix)).map((file) => `scripts/${file}`);
  return (
    step(
      'reconstruct',
      [...own('reconstruct'), 'scripts/mmdb-writer.ts', 'data', 'package-lock.json'],
      ['public/generated/simda/manifest.json'],
      'Generating the reconstruction',
    ) &&
    step(
      'columns',
      [
        ...[
          'scripts/columns.ts',
          'src/state/queries.ts',
          'src/engine',
          'src/geo',
          'src/model',
          'src/telemetry',
        ],
        ...['.setup/reconstruct', 'package-lock.json'],
      ],
      ['public/generated/simda/telemetry.columns'],
      'Reading the reconstruction',
    ) &&
    step(
      'basemap',
      [...own('basemap'), 'package-lock.json'],
      ['public/generated/basemap'],
      'Preparing the basemap',
    ) &&
    step(
      'fonts',
      [...own('fonts'), 'package-lock.json'],
      ['public/generated/fonts'],
      'Preparing fonts',
    ) &&
    step(
      'geo-files',
      ['scripts/geo-files.ts', 'package-lock.json'],
      ['public/generated/geo/manifest.json'],
      'Preparing location databases',
    )
  );
}

/** Builds the page into dist/. */
export function buildPage() {
  return upToDate(
    'build',
    [
      'src',
      'index.html',
      'vite.config.ts',
      'package-lock.json',
      '.setup/reconstruct',
      '.setup/columns',
      '.setup/basemap',
      '.setup/fonts',
      '.setup/geo-files',
    ],
    ['dist/index.html'],
    () => {
      console.error('Building the page ...');
      return run(
        process.execPath,
        ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
        {
          env: { ...process.env, NODE_ENV: 'production' },
        },
      );
    },
  );
}

/**
 * Everything that the page and the tests need; ends the process where a step fails.
 * @param beside starts what needs the packages alone, and runs while the rest is made
 */
export function setUp({ build, beside = () => undefined }) {
  requireNode();
  const hasPackages = installPackages();
  if (hasPackages) beside();
  if (hasPackages && prepareData() && (!build || buildPage())) return;
  console.error('Set-up failed: see the lines above.');
  process.exit(1);
}
