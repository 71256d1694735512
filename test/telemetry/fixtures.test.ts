import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBytes, type ShownHit, type ShownRefusal, type ShownServer } from './read-bytes.ts';

/** What a fixture's NAME.json says of the file NAME with any other ending. Counts that are 0 are left out. */
interface Expected {
  format: string;
  rows: number;
  hits: ShownHit[];
  refusals: ShownRefusal[];
  servers?: ShownServer[];
  serverRows?: number;
  asideRows?: number;
  headerChanges?: number;
}

const folder = resolve(import.meta.dirname, '../fixtures');
const files = readdirSync(folder).filter((file) => !file.startsWith('.'));
const names = files.flatMap((file) => /^([^.]+)\.json$/.exec(file)?.[1] ?? []);

function dataFile(name: string): string {
  const [file] = files.filter((other) => other.startsWith(`${name}.`) && other !== `${name}.json`);
  if (file === undefined) throw new Error(`There is no file for ${name}.json.`);
  return file;
}

/** What was read, in the shape of a fixture's expectation. */
function shown(bytes: Uint8Array, name: string, chunk: number): Expected {
  const { recognition, rows, hits, refusals, servers, tally } = readBytes(bytes, { name, chunk });
  const told: Expected = { format: recognition.format, rows, hits, refusals };
  if (servers.length > 0) told.servers = servers;
  for (const key of ['serverRows', 'asideRows', 'headerChanges'] as const) {
    if (tally[key] > 0) told[key] = tally[key];
  }
  return told;
}

describe('fixtures', () => {
  it('come in pairs', () => {
    const lone = files.filter((file) => !names.includes(file.split('.')[0]!));
    expect(lone).toEqual([]);
  });

  it.each(names)('reads %s, whole and in small chunks', (name) => {
    const expected = JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as Expected;
    const file = dataFile(name);
    const bytes = new Uint8Array(readFileSync(resolve(folder, file)));
    for (const chunk of [bytes.length, 1, 7, 64]) {
      expect(shown(bytes, file, chunk)).toEqual(expected);
    }
  });
});
