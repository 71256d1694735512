import fc from 'fast-check';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { makePieces } from '../../src/engine/read-plan.ts';
import { readInputs, type InputProgress } from '../../src/engine/read-inputs.ts';
import type { FileChoices } from '../../src/model/import-plan.ts';
import type { InputFile } from '../../src/model/source.ts';
import { makeDictionaries } from '../../src/telemetry/dictionaries.ts';
import { readBytes, shownHits, type ShownHit } from '../telemetry/read-bytes.ts';
import { makeReaders } from './readers.ts';

const encoder = new TextEncoder();

function file(name: string, text: string | Uint8Array): InputFile & { blob: Blob } {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  return { name, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
}

/** All that reading some files gives, in words. */
async function read(inputs: InputFile[], readers: number, pieceBytes = 0, signal?: AbortSignal) {
  const dictionaries = makeDictionaries();
  const hits: ShownHit[] = [];
  const progress: InputProgress[] = [];
  const { files } = await readInputs(
    inputs,
    makeReaders(readers),
    dictionaries,
    {
      batch: (columns) => hits.push(...shownHits(columns, dictionaries)),
      progress: (told) => progress.push(told),
    },
    signal,
    pieceBytes > 0 ? (from, size) => makePieces(from, size, pieceBytes) : undefined,
  );
  return {
    hits: hits.map(({ row: _, ...hit }) => hit),
    files,
    progress,
    codes: [dictionaries.machine.size, dictionaries.family.size, dictionaries.server.size],
    families: Array.from({ length: dictionaries.family.size }, (_, i) =>
      dictionaries.family.text(i),
    ),
  };
}

/** What one reader gives that sees the file from its first byte to its last. */
function whole(text: string) {
  const { hits, refusals, rows } = readBytes(encoder.encode(text), { name: 'log.csv' });
  return { hits: hits.map(({ row: _, ...hit }) => hit), refusals, rows };
}

const address = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 9 }));
const inQuotes = fc.array(fc.constantFrom('a', '\n', '""', ',', ' ', '\r\n', 'x,1.2.3.4\n'), {
  maxLength: 12,
});
const row = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(address, inQuotes, fc.integer({ min: 0, max: 5 })) },
  { weight: 1, arbitrary: fc.constantFrom('', 'broken', '"never closed', '# remark', ',,,') },
);

function lineOf(each: string | [[number, number], string[], number]): string {
  if (typeof each === 'string') return each;
  const [[third, fourth], note, family] = each;
  const quoted = note.length > 0 ? `"${note.join('')}"` : '';
  return `2026-01-0${1 + third} 10:00:0${fourth},198.51.${third}.${fourth},bot-${fourth},${quoted},fam${family}`;
}

/** Enough for the file to be recognised, whatever follows. */
const plain = Array.from({ length: 8 }, (_, i) => lineOf([[0, i], [], 0]));
const header = 'timestamp,ip,machine_id,note,family';

describe('readInputs', () => {
  const anywhere = { timeout: 120_000 };
  it(
    'gives the rows of one reader, wherever it is cut and however many read',
    anywhere,
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(row, { minLength: 1, maxLength: 40 }),
          fc.integer({ min: 7, max: 400 }),
          fc.constantFrom(1, 2, 7),
          fc.constantFrom('\n', '\r\n'),
          async (rows, pieceBytes, readers, end) => {
            const text = [header, ...plain, ...rows.map(lineOf)].join(end);
            const expected = whole(text);
            const told = await read([file('log.csv', text)], readers, pieceBytes);
            expect(told.hits).toEqual(expected.hits);
            const { refusals, rows: count } = told.files[0]!;
            expect(count).toBe(expected.rows);
            expect(Array.from(refusals.line)).toEqual(expected.refusals.map(({ line }) => line));
          },
        ),
        { numRuns: 120, seed: 5 },
      );
    },
  );

  it('gives texts the same codes however many read', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => lineOf([[i % 4, i % 10], [], (i * 7) % 6]));
    const text = `${header}\n${rows.join('\n')}\n`;
    const one = await read([file('a.csv', text), file('b.csv', text)], 1, 1000);
    for (const readers of [2, 7]) {
      const many = await read([file('a.csv', text), file('b.csv', text)], readers, 1000);
      expect(many.families).toEqual(one.families);
      expect(many.codes).toEqual(one.codes);
      expect(many.hits).toEqual(one.hits);
    }
  });

  it('takes files in their order, whichever is read first', async () => {
    const line = (i: number) => lineOf([[0, i % 10], [], i % 6]);
    const texts = [4000, 3, 500].map(
      (count, at) =>
        `${header}\n${Array.from({ length: count }, (_, i) => line(i + at)).join('\n')}`,
    );
    const inputs = texts.map((text, at) => file(`${at}.csv`, text));
    inputs[1] = file('1.csv.gz', gzipSync(encoder.encode(texts[1])));
    const told = await read(inputs, 3, 5000);
    expect(told.files.map(({ name, rows }) => [name, rows])).toEqual([
      ['0.csv', 4000],
      ['1.csv.gz', 3],
      ['2.csv', 500],
    ]);
    expect(told.hits).toEqual(texts.flatMap((text) => whole(text).hits));
  });

  it('reads on in one piece where NUL bytes stand', async () => {
    const rows = Array.from({ length: 900 }, (_, i) => lineOf([[i % 4, i % 10], [], i % 6]));
    rows[400] = `${rows[400]}\0\0`;
    rows[700] = `\0\0\0${rows[700]}`;
    const text = `${header}\n${rows.join('\n')}\n`;
    for (const readers of [1, 3]) {
      expect((await read([file('nul.csv', text)], readers, 3000)).hits).toEqual(whole(text).hits);
    }
  });

  it('reads on in one piece from another header on, and passes the same one', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => lineOf([[i % 4, i % 10], [], i % 6]));
    rows.splice(200, 0, header);
    rows.splice(400, 0, 'ip,family,timestamp', '198.51.100.7,late,2026-02-01 00:00:00');
    rows.splice(
      402,
      rows.length,
      ...rows.slice(402).map(() => '198.51.100.8,late,2026-02-02 00:00:00'),
    );
    const text = `${header}\n${rows.join('\n')}\n`;
    const expected = whole(text);
    expect(expected.hits.filter(({ family }) => family === 'late')).toHaveLength(202);
    for (const readers of [1, 3]) {
      const told = await read([file('headers.csv', text)], readers, 1500);
      expect(told.hits).toEqual(expected.hits);
      expect(told.files[0]!.rows).toBe(expected.rows);
    }
  });

  it('reads by what was chosen, the same however many read', async () => {
    const lines = Array.from(
      { length: 900 },
      (_, i) =>
        `0${1 + (i % 9)}/0${1 + (i % 3)}/2026 10:00,198.51.100.${i % 200},203.0.113.${i % 90},fam${i % 4}`,
    );
    const text = `seen,first_ip,second_ip,label\n${lines.join('\n')}\n`;
    const override = {
      columns: { address: 2, server: 1, time: 0 },
      zone: '+02:00',
      dateOrder: 'day-first',
    } as const;
    const input = { ...file('chosen.csv', text), choices: { override } };
    const one = await read([input], 1, 700);
    expect(one.hits).toHaveLength(900);
    expect(one.hits[1]).toMatchObject({
      time: '2026-02-02T08:00:00Z',
      address: '203.0.113.1',
      server: '198.51.100.1',
      family: 'fam1',
    });
    for (const readers of [2, 7]) {
      const many = await read([input], readers, 700);
      expect(many.hits).toEqual(one.hits);
      expect(many.codes).toEqual(one.codes);
    }
    expect((await read([file('chosen.csv', text)], 2, 700)).hits).not.toEqual(one.hits);
  });

  it('reads each member of an archive by its own choices', async () => {
    const text = 'one_ip,other_ip\n198.51.100.1,203.0.113.1\n';
    const zip = zipSync({ 'a.csv': strToU8(text), 'b.csv': strToU8(text), 'c.csv': strToU8(text) });
    const columns = (address: number) => ({ columns: { address } });
    const choices: FileChoices = { override: columns(1), members: [columns(0), null] };
    const { hits } = await read([{ ...file('all.zip', zip), choices }], 2);
    expect(hits.map(({ address }) => address)).toEqual([
      '198.51.100.1',
      '203.0.113.1',
      '203.0.113.1',
    ]);
  });

  it('tells bytes and rows that only grow, up to all of them', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => lineOf([[i % 4, i % 10], [], i % 6]));
    const text = `${header}\n${rows.join('\n')}\n`;
    const { progress } = await read([file('log.csv', text)], 2, 50_000);
    const last = progress.at(-1)!;
    expect([last.rows, last.bytesDone, last.bytesTotal]).toEqual([
      20_000,
      text.length,
      text.length,
    ]);
    for (let i = 1; i < progress.length; i++) {
      expect(progress[i]!.rows).toBeGreaterThanOrEqual(progress[i - 1]!.rows);
    }
  });

  it('ends when it is told to, and where a file cannot be read', async () => {
    const text = `${header}\n${lineOf([[0, 0], [], 0])}\n`;
    const controller = new AbortController();
    controller.abort();
    await expect(read([file('a.csv', text)], 2, 0, controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    const broken = file('b.csv.gz', gzipSync(encoder.encode(text)).subarray(0, 30));
    await expect(read([file('a.csv', text), broken], 2)).rejects.toMatchObject({
      name: 'InputError',
    });
  });
});
