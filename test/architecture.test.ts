import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const source = join(root, 'src');

/** Who may import whom inside src/. A folder may always import itself. */
const mayImport: Record<string, readonly string[]> = {
  model: [],
  telemetry: ['model'],
  geo: ['model'],
  density: ['model'],
  engine: ['model', 'telemetry', 'geo'],
  clickhouse: ['model'],
  ways: ['model'],
  state: ['model', 'ways'],
  icons: [],
  map: ['model', 'density', 'state', 'ways', 'icons'],
  panels: ['model', 'density', 'state', 'ways', 'icons'],
  export: ['model', 'density', 'state', 'ways', 'icons'],
};

/** Packages that only some folders may use. */
const fences: { packages: RegExp; folders: readonly string[] }[] = [
  { packages: /^(papaparse|maxmind|mmdb-lib)($|\/)/, folders: ['telemetry', 'geo'] },
  { packages: /^(maplibre-gl|@deck\.gl|@luma\.gl)($|\/)/, folders: ['map'] },
  {
    packages: /^(react|react-dom|react-aria-components)($|\/)/,
    folders: ['state', 'icons', 'map', 'panels', 'export', 'app'],
  },
  {
    packages: /^@mdi\//,
    folders: ['icons'],
  },
];

interface Import {
  file: string;
  folder: string;
  target: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const name = relative(source, file);
  const folder = name.includes('/') ? name.split('/')[0]! : 'app';
  const pattern = /(?:from\s+|import\s+|import\(\s*|new URL\(\s*)['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => ({ file: name, folder, target: match[1]! }));
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(source, name));
const imports = files.flatMap(importsOf);

function folderOf(entry: Import): string | null {
  if (!entry.target.startsWith('.')) return null;
  const path = relative(source, resolve(source, dirname(entry.file), entry.target));
  if (path.startsWith('..')) return null;
  return path.includes('/') ? path.split('/')[0]! : 'app';
}

describe('architecture', () => {
  it('has source files to judge', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(40);
  });

  it('imports only along the table', () => {
    const wrong = imports.filter((entry) => {
      const target = folderOf(entry);
      if (target === null || target === entry.folder || entry.folder === 'app') return false;
      return !mayImport[entry.folder]?.includes(target);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps packages inside their fences', () => {
    const wrong = imports.filter((entry) =>
      fences.some(
        (fence) =>
          fence.packages.test(entry.target) &&
          entry.folder !== 'app' &&
          !fence.folders.includes(entry.folder),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('has one level of folders, map/layers and telemetry/formats apart, and no barrels', () => {
    const names = files.map((file) => relative(source, file));
    const deep = names.filter(
      (name) => name.split('/').length > 2 && !/^(?:map\/layers|telemetry\/formats)\//.test(name),
    );
    expect(deep).toEqual([]);
    expect(names.filter((name) => /(^|\/)(index|utils)\.tsx?$/.test(name))).toEqual([]);
  });

  it('keeps every file under 400 lines', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 400);
    expect(long).toEqual([]);
  });
});
