import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeDictionaries } from '../../src/telemetry/dictionaries.ts';
import type * as plainRows from '../../src/telemetry/plain-rows.ts';
import { sourceHash, sources } from '../../src/telemetry/plain-rows-wasm.ts';
import { recognise } from '../../src/telemetry/recognise.ts';
import { RecordReader } from '../../src/telemetry/record-reader.ts';

/** Whether readers have the kernel, and how many rows it read. */
const kernel = vi.hoisted(() => ({ isThere: true, rows: 0 }));

vi.mock('../../src/telemetry/plain-rows.ts', async (original) => {
  const real = await original<typeof plainRows>();
  let watched = false;
  return {
    ...real,
    plainRows: () => {
      const plain = kernel.isThere ? real.plainRows() : null;
      if (!plain) return null;
      if (!watched) {
        watched = true;
        const read = plain.read.bind(plain);
        plain.read = (...asked) => {
          const answer = read(...asked);
          kernel.rows += answer.rows;
          return answer;
        };
      }
      return plain;
    },
  };
});

/** All that a reader says of a file, as plain data. */
function readAll(text: string, chunk: number, isThere: boolean) {
  kernel.isThere = isThere;
  const bytes = new TextEncoder().encode(text);
  const dictionaries = makeDictionaries();
  const reader = new RecordReader(recognise(bytes, 'a.csv'), dictionaries);
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
  reader.end();
  const { length, address6, ...columns } = reader.take();
  const cut = Object.entries(columns).map(([name, values]) => {
    const rows = values.subarray(0, length);
    // A column without any value may be there or not.
    return [name, rows.some((value) => value !== 0) ? Array.from(rows) : []];
  });
  const { machine, family, server } = dictionaries;
  const texts = [machine, family, server].map((dictionary) =>
    Array.from({ length: dictionary.size }, (_, code) => dictionary.text(code)),
  );
  const { rows, refused, tally, nextLine } = reader;
  const told = { rows, refused, tally, nextLine, refusals: reader.refusals() };
  return { length, cut, address6: Array.from(address6), texts, told };
}

const octet = fc.integer({ min: 0, max: 255 });
const quad = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
const odd = fc.constantFrom(
  '',
  '-',
  'n/a',
  'NULL',
  ' x',
  'x ',
  'a"b',
  '0',
  '2001:db8::1',
  '\u00e9',
);
const time = fc.constantFrom(
  ...['2026-03-04 11:12:13', '2026-03-04T11:12:13Z', '2024-02-29 23:59:59', '2026-02-29 00:00:00'],
  ...['2026-03-04T11:12:13+02:00', '2026-03-04 24:00:00', '1772622733', '2105-12-31 00:00:00'],
);
const often = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual, weight: 30 }, { arbitrary: other, weight: 1 });
const word = fc.string({ unit: fc.constantFrom(...'abcNU019-/'), minLength: 1, maxLength: 20 });
const cells = fc.tuple(
  often(fc.constant('2026-03-04 11:12:13'), fc.oneof(time, odd)),
  often(quad, fc.oneof(odd, fc.constantFrom('0.0.0.0', '1.2.3.256', '1.2.3.4:80', '01.2.3.4'))),
  often(word, odd),
  often(fc.constantFrom('mirai', 'zeus', 'necurs', 'a family of many letters'), odd),
  often(fc.constantFrom('80', '443', '65536', ''), odd),
  often(fc.constantFrom('64496', 'AS64497', '4294967295', '7'), odd),
  often(fc.constantFrom('DE', 'jp', 'XX', ''), odd),
  often(fc.constantFrom('note', ''), fc.constantFrom('a, b', 'two\nlines', 'say ""so""')),
);
const header = 'timestamp,src_ip,machine_id,family,dst_port,asn,country,remark';

beforeEach(() => void (kernel.rows = 0));

describe('plain rows', () => {
  it('are read by a kernel compiled from the source beside it', () => {
    const hash = createHash('sha256');
    for (const source of sources) {
      hash.update(readFileSync(new URL(`../../src/telemetry/${source}`, import.meta.url)));
    }
    expect(sourceHash, 'run `npm run kernels`').toBe(hash.digest('hex'));
  });

  it('come out as the scanner reads them one by one, among rows of any other kind', () => {
    const line = fc.tuple(cells, fc.constantFrom('none', 'all', 'texts'), fc.boolean());
    const sizes = fc.constantFrom(7, 1000, 1 << 20);
    let plain = 0;
    fc.assert(
      fc.property(fc.array(line, { minLength: 20, maxLength: 120 }), sizes, (lines, chunk) => {
        const usual = '2026-01-01 00:00:00,192.0.2.1,id,mirai,80,64496,DE,x\n'.repeat(60);
        const text = lines.map(([row, quotes, returns]) => {
          const quoted = row.map((cell, i) => {
            const isQuoted = quotes === 'all' || (quotes === 'texts' && i % 2 === 0);
            return isQuoted || /[,\n]/.test(cell) ? `"${cell}"` : cell;
          });
          return quoted.join(',') + (returns ? '\r\n' : '\n');
        });
        const file = `${header}\n${usual}${text.join('')}${usual}`;
        const read = readAll(file, chunk, true);
        plain += kernel.rows;
        kernel.rows = 0;
        expect(read).toEqual(readAll(file, chunk, false));
        expect(kernel.rows).toBe(0);
      }),
      { numRuns: 60 },
    );
    expect(plain).toBeGreaterThan(1000);
  });

  it('takes nearly all rows of a file of many columns, with servers whose texts name ports', () => {
    const names = ['timestamp', 'src_ip', 'src_port', 'src_asn', 'src_geo', 'infection', 'url'];
    const head = names.map((name) => `"${name}"`).join(',');
    const rows = Array.from({ length: 500 }, (_, i) => {
      const server = i % 3 === 0 ? `"c${i % 7}.example.org:80${i % 10}"` : '';
      return `"2026-03-04 11:12:13","192.0.${i >> 8}.${i & 255}",${i},64496,"DE","alpha",${server}\n`;
    });
    const file = `${head}\n${rows.join('')}`;
    const read = readAll(file, 1 << 20, true);
    expect(kernel.rows).toBeGreaterThan(480);
    expect(read.length).toBe(500);
    expect(read).toEqual(readAll(file, 1 << 20, false));
  });

  it('sees quotes, returns and ends wherever they fall in a block of 64 bytes', () => {
    const odd = [
      ...['"a ""so"" b"', '"two\nlines"', 'a"b', '"a"b', '"a" ', ' "a"', '"a\rb"', '""', '"', 'x"'],
      ...['"a",extra', '\u0000', '"\u0000"', '   ', '"a"\r'],
    ];
    const usual = '2026-01-01 00:00:00,192.0.2.1,id,mirai,80,64496,DE,x\n'.repeat(20);
    for (const cell of odd) {
      for (let filler = 0; filler < 66; filler++) {
        const row = `2026-01-01 00:00:00,192.0.2.9,${'i'.repeat(filler)},"zeus",80,64496,"DE",${cell}`;
        const file = `${header}\n${usual}${row}\r\n${usual}${row}\n${usual}`;
        expect(readAll(file, 1 << 20, true), `${cell} after ${filler}`).toEqual(
          readAll(file, 1 << 20, false),
        );
      }
    }
  });

  it('tell texts of up to 48 bytes apart, and longer ones', () => {
    const names = Array.from({ length: 60 }, (_, i) => `family-${'x'.repeat(i)}`);
    const twins = names.flatMap((name) => [name, `${name.slice(0, -1)}y`, name]);
    const rows = twins.map((name) => `2026-01-01 00:00:00,192.0.2.1,id,${name},80,64496,DE,x\n`);
    const file = `${header}\n${rows.join('').repeat(3)}`;
    const read = readAll(file, 1 << 20, true);
    expect(kernel.rows).toBeGreaterThan(twins.length * 2);
    expect(read).toEqual(readAll(file, 1 << 20, false));
  });

  it('are dotted quads of every length, and numbers of every length', () => {
    const parts = [0, 7, 9, 10, 42, 99, 100, 199, 249, 255];
    const rows: string[] = [];
    for (const a of parts)
      for (const b of parts)
        for (const c of parts) {
          const address = [a, b, c, parts[(a + b + c) % parts.length]].join('.');
          const number = String(12_345_678).slice(0, rows.length % 9);
          const port = number.slice(0, 5);
          rows.push(`2026-01-01 00:00:00,${address},id,mirai,${port},${number},DE,x\n`);
        }
    const file = `${header}\n${rows.join('')}`;
    const read = readAll(file, 1 << 20, true);
    expect(kernel.rows).toBeGreaterThan(rows.length - 20);
    expect(read).toEqual(readAll(file, 1 << 20, false));
  });
});
