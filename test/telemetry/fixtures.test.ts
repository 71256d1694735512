import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makePieces } from '../../src/engine/read-plan.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { makeDictionaries } from '../../src/telemetry/dictionaries.ts';
import { makeReaders } from '../engine/readers.ts';
import {
  readBytes,
  shownHits,
  type ShownHit,
  type ShownRefusal,
  type ShownServer,
} from './read-bytes.ts';

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

/** What the engine's readers give of a file that is cut into pieces. */
async function inPieces(bytes: Uint8Array<ArrayBuffer>, name: string, pieceBytes: number) {
  const dictionaries = makeDictionaries();
  const hits: ShownHit[] = [];
  const { files } = await readInputs(
    [{ name, blob: new Blob([bytes]) }],
    makeReaders(2),
    dictionaries,
    {
      batch: (columns) => hits.push(...shownHits(columns, dictionaries)),
      progress: () => undefined,
    },
    undefined,
    (from, size) => makePieces(from, size, pieceBytes),
  );
  const { format, rows, refusals, serverRows, asideRows } = files[0]!;
  return { format, rows, hits, lines: Array.from(refusals.line), serverRows, asideRows };
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

  it.each(names)('reads %s in pieces, by several readers', async (name) => {
    const expected = JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as Expected;
    const file = dataFile(name);
    const bytes = new Uint8Array(readFileSync(resolve(folder, file)));
    const withoutRow = ({ row: _, ...hit }: ShownHit) => hit;
    for (const pieceBytes of [1 << 20, 300, 61]) {
      const told = await inPieces(bytes, file, pieceBytes);
      expect({ ...told, hits: told.hits.map(withoutRow) }).toEqual({
        format: expected.format,
        rows: expected.rows,
        hits: expected.hits.map(withoutRow),
        lines: expected.refusals.map(({ line }) => line),
        serverRows: expected.serverRows ?? 0,
        asideRows: expected.asideRows ?? 0,
      });
    }
  });
});
