import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { reconstruct } from '../../scripts/reconstruct.ts';

const generated = resolve(import.meta.dirname, '../../public/generated/simda');
const hasLookup = spawnSync('mmdblookup', ['--version']).status === 0;

interface Manifest {
  written: { files: Record<string, { bytes: number; sha256: string }> };
  figures: { mark: string; source: string; value: unknown }[];
}

describe.skipIf(!existsSync(join(generated, 'manifest.json')))('reconstruct', () => {
  const manifest = JSON.parse(readFileSync(join(generated, 'manifest.json'), 'utf8')) as Manifest;

  it('gives the same bytes again', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simda-'));
    await reconstruct(folder);
    const again = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    expect(again).toEqual(manifest);
    for (const name of Object.keys(manifest.written.files)) {
      const same = readFileSync(join(folder, name)).equals(readFileSync(join(generated, name)));
      expect(same, name).toBe(true);
    }
    rmSync(folder, { recursive: true });
  });

  it('marks every figure and names its source', () => {
    expect(manifest.figures.length).toBeGreaterThan(10);
    for (const { mark, source } of manifest.figures) {
      expect(mark).toMatch(/^[DdA]$/);
      expect(source.length).toBeGreaterThan(5);
    }
  });

  it.skipIf(!hasLookup)('writes a database that libmaxminddb reads', () => {
    const { status, stdout } = spawnSync(
      'mmdblookup',
      ['--file', join(generated, 'places.mmdb'), '--ip', '251.11.96.85', 'country', 'iso_code'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/"[A-Z]{2}"/);
  });
});
