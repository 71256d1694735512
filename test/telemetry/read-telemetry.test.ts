import { createHash } from 'node:crypto';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import type { HitColumns } from '../../src/model/telemetry.ts';
import { makeDictionaries } from '../../src/telemetry/dictionaries.ts';
import { readTelemetry, type ReadingProgress } from '../../src/telemetry/read-telemetry.ts';
import { refusedCsv } from '../../src/telemetry/refused-csv.ts';

const encoder = new TextEncoder();
const rows = Array.from(
  { length: 3000 },
  (_, n) => `2026-01-01 00:00:00,198.51.${n >> 8}.${n & 255}`,
);
const text = `timestamp,ip\n${rows.join('\n')}\n`;

async function read(bytes: Uint8Array, name = 'log.csv', signal?: AbortSignal) {
  const batches: HitColumns[] = [];
  const progress: ReadingProgress[] = [];
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const told = await readTelemetry(
    stream,
    name,
    makeDictionaries(),
    { batch: (columns) => batches.push(columns), progress: (at) => progress.push(at) },
    signal,
  );
  return { ...told, hits: batches.reduce((sum, { length }) => sum + length, 0), progress };
}

async function failure(bytes: Uint8Array, name?: string): Promise<InputError> {
  const error: unknown = await read(bytes, name).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return error as InputError;
}

describe('readTelemetry', () => {
  it('reads gzip as it reads plain text, whatever the name', async () => {
    const plain = await read(encoder.encode(text));
    const packed = await read(gzipSync(encoder.encode(text)), 'log.bin');
    expect(plain.rows).toBe(3000);
    expect([packed.rows, packed.hits]).toEqual([plain.rows, plain.hits]);
  });

  it('reads gzip of several members', async () => {
    const half = text.length >> 1;
    const parts = [text.slice(0, half), text.slice(half)].map((part) =>
      gzipSync(encoder.encode(part)),
    );
    const both = new Uint8Array(parts[0]!.length + parts[1]!.length);
    both.set(parts[0]!);
    both.set(parts[1]!, parts[0]!.length);
    expect((await read(both, 'log.csv.gz')).rows).toBe(3000);
  });

  it('names how far it came in a gzip that is cut off', async () => {
    const packed = gzipSync(encoder.encode(text), { level: 0 });
    const error = await failure(packed.subarray(0, packed.length >> 1), 'log.csv.gz');
    expect(error.found).toMatch(/gzip/i);
    expect(error.expected).not.toBe('');
  });

  it.each([
    ['an empty file', '', /"x\.csv" is empty/],
    ['nothing but blanks', '\n  \n\n', /holds no rows/],
    [
      'JSON without addresses',
      '{"name": "ann", "colour": "red"}',
      /is JSON without addresses.*name, colour/,
    ],
    ['JSON that is cut off', '[{"name": ', /is JSON without any whole record/],
    ['no column of addresses', 'name,colour\nann,red\nbob,blue\n', /name, colour/],
    ['a table of numbers', '1,2,3\n4,5,6\n', /no addresses/],
    ['HTML', '<!doctype html><html><body>404</body></html>', /HTML|no addresses/],
  ])('refuses %s', async (_, content, found) => {
    const error = await failure(encoder.encode(content), 'x.csv');
    expect(error.found).toMatch(found);
    expect(error.expected).toMatch(/addresses/);
  });

  it.each([
    ['PNG', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]],
    ['ZIP', [0x50, 0x4b, 3, 4, 20, 0, 0, 0]],
    ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37]],
  ])('says that a file is %s', async (kind, start) => {
    const bytes = new Uint8Array(400).map((_, n) => (n * 151) & 255);
    bytes.set(start);
    expect((await failure(bytes)).found).toMatch(new RegExp(kind, 'i'));
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(read(encoder.encode(text), 'log.csv', controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('accounts for every row in its last progress', async () => {
    const { progress } = await read(encoder.encode(`${text}x,y\n,\n`));
    const last = progress.at(-1)!;
    expect(last).toMatchObject({ rows: 3002, refused: 2 });
    expect(last.bytes).toBe(text.length + 6);
  });

  it('lends batches that hold what batches of their own hold', async () => {
    // Machines stand in the first batch alone, ports in the second; some rows are IPv6 and without family;
    // a later header names no countries.
    const lines = Array.from({ length: 140_000 }, (_, n) => {
      const address = n % 1000 === 7 ? `2001:db8::${n % 9}` : `198.51.${(n >> 8) & 255}.${n & 255}`;
      const machine = n < 60_000 ? `m${n % 500}` : '';
      const port = n > 70_000 && n < 120_000 ? String(n % 60_000) : '';
      const named = n % 700 === 3 ? '"a ""b"""' : 'mirai';
      const family = n % 1000 === 7 ? '' : named;
      const row = `2026-01-01 00:00:00,${address},${machine},${family},${port}`;
      return n < 70_000 ? `${row},DE` : row;
    });
    const header = 'timestamp,ip,machine_id,family,dst_port';
    const parts = [`${header},country`, ...lines.slice(0, 70_000), header, ...lines.slice(70_000)];
    const file = `${parts.join('\n')}\n`;
    const batchesOf = async (lent: boolean) => {
      const batches: Record<string, string>[] = [];
      const stream = new Blob([encoder.encode(file)]).stream();
      await readTelemetry(stream, 'log.csv', makeDictionaries(), {
        lent,
        batch: ({ length, ...columns }) => {
          const sums = Object.entries(columns).map(([name, values]) => {
            const used = values.subarray(0, name === 'address6' ? values.length : length);
            // A column without any value may be there or not.
            const isBlank = used.every((value) => value === 0);
            return [name, isBlank ? '' : createHash('sha256').update(used).digest('hex')] as const;
          });
          batches.push(Object.fromEntries(sums));
        },
      });
      return batches;
    };
    const lent = await batchesOf(true);
    expect(lent.length).toBeGreaterThan(1);
    expect(lent).toEqual(await batchesOf(false));
  });
});

it('writes refused rows with file, line, reason and text', async () => {
  const { refusals } = await read(
    encoder.encode('time,ip\n2026-01-01,1.2.3.999\n,"a,b"\nnever,1.1.1.1\n'),
  );
  expect(refusedCsv([{ name: 'a "b".csv', refusals }]).split('\n')).toEqual([
    'file,line,reason,text',
    '"a ""b"".csv",2,badAddress,"2026-01-01,1.2.3.999"',
    '"a ""b"".csv",3,badAddress,",""a,b"""',
    '"a ""b"".csv",4,badTime,"never,1.1.1.1"',
    '',
  ]);
});
