import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'data/README.md',
];

/** Relative targets of links and images. */
function links(text: string): string[] {
  return [...text.matchAll(/\]\(([^)]+)\)/g)]
    .map((match) => match[1]!)
    .filter((target) => !/^(https?:|#)/.test(target))
    .map((target) => target.split('#')[0]!);
}

/** Paths in backticks that begin with a folder of the project. */
function paths(text: string): string[] {
  return [...text.matchAll(/`((?:src|test|scripts|data|docs|public)\/[\w./-]*)`/g)].map(
    (match) => match[1]!,
  );
}

describe.each(documents)('%s', (name) => {
  const text = readFileSync(join(root, name), 'utf8');
  const folder = join(root, name, '..');

  it('links to what exists', () => {
    expect(links(text).filter((target) => !existsSync(resolve(folder, target)))).toEqual([]);
  });

  it('names paths that exist', () => {
    expect(paths(text).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('README.md', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8');

  it('is under 100 lines', () => {
    expect(text.split('\n').length).toBeLessThan(100);
  });

  it('names only commands of package.json', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...text.matchAll(/npm (?:run )?(\w+)/g)].map((match) => match[1]!);
    expect(named.filter((command) => !(command in scripts))).toEqual([]);
  });
});
