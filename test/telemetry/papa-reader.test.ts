import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recognition } from '../../src/telemetry/recognition.ts';
import { readBytes, readText } from './read-bytes.ts';

const times = ['2026-01-02 03:04:05', '2026-01-02T03:04:05Z', '1441008970', 'never', ''];
const addresses = ['192.0.2.1', '2001:db8::1', '192.0.2.256', '198.51.100.0/24', '-', ''];
const characters = ['a', 'Z', '7', '.', '-', ' ', '"', ',', ';', '\t', '|', '\n', 'é', '€'];
const junk = fc.string({ unit: fc.constantFrom(...characters), maxLength: 30 });
const order = ['time', 'address', 'machine', 'family', 'server', 'weight', 'x'] as const;

const row = fc.record({
  time: fc.constantFrom(...times),
  address: fc.constantFrom(...addresses),
  machine: junk,
  family: fc.constantFrom('mirai', 'a "name", quoted', '-', ''),
  server: junk,
  weight: fc.constantFrom('1', '1,234', '', 'x'),
  x: junk,
  quoteAll: fc.boolean(),
  length: fc.integer({ min: 2, max: 8 }),
});

const made = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    columns: fc.shuffledSubarray([...order], { minLength: order.length }),
    rows: fc.array(row, { maxLength: 12 }),
    end: fc.constantFrom('\n', '\r\n'),
    last: fc.boolean(),
  })
  .map(({ delimiter, columns, rows, end, last }) => {
    const lines = rows.map(({ quoteAll, length, ...values }) =>
      columns
        .slice(0, length)
        .map((name, at) => {
          const cell = values[name];
          const must = at === 0 || quoteAll || /["\n,;\t|]/.test(cell);
          return must ? `"${cell.replaceAll('"', '""')}"` : cell;
        })
        .join(delimiter),
    );
    const text = lines.join(end) + (last ? end : '');
    return { delimiter: delimiter.charCodeAt(0), columns, text };
  });

function recognitionOf(
  reader: 'scanner' | 'papaparse',
  file: { delimiter: number; columns: readonly string[] },
) {
  const columns = Object.fromEntries(
    file.columns.flatMap((name, at) => (name === 'x' ? [] : [[name, at]])),
  );
  const dialect = {
    delimiter: file.delimiter,
    header: false,
    comments: false,
    dataStart: 0,
    dataLine: 1,
  };
  return { format: 'made', columns, why: [], dialect, reader } satisfies Recognition;
}

describe('PapaReader', () => {
  it('gives the columns that the scanner gives, on what both cover', () => {
    const chunk = fc.oneof(fc.constantFrom(1, 2, 3), fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(made, chunk, chunk, (file, one, other) => {
        const bytes = new TextEncoder().encode(file.text);
        const [scanned, parsed] = (['scanner', 'papaparse'] as const).map((reader, i) => {
          const recognition: Recognition = recognitionOf(reader, file);
          const read = readBytes(bytes, { chunk: i === 0 ? one : other, recognition });
          return { ...read, recognition: null, texts: null };
        });
        expect(parsed).toEqual(scanned);
      }),
      { numRuns: 400, seed: 20260311 },
    );
  });

  it('is chosen, and says why, for backslashes, apostrophes and long delimiters', () => {
    const bodies = [
      ['timestamp,ip,family\n2026-01-02,192.0.2.1,"a \\"b\\", c"\n', 'a "b", c', /backslashes/],
      [
        "'timestamp','ip','family'\n'2026-01-02','192.0.2.1','it''s, so'\n",
        "it's, so",
        /apostrophes/,
      ],
      ['timestamp||ip||family\n2026-01-02||192.0.2.1||x|y\n'.replace('x|y', 'xy'), 'xy', /"\|\|"/],
    ] as const;
    for (const [text, family, why] of bodies) {
      const { recognition, hits } = readText(text);
      expect(recognition.reader).toBe('papaparse');
      expect(recognition.why.join(' ')).toMatch(why);
      expect(hits).toEqual([
        { row: 1, time: '2026-01-02T00:00:00Z', address: '192.0.2.1', family },
      ]);
    }
  });

  it('leaves backslashes alone where the usual way of quoting reads the file', () => {
    const { recognition, hits } = readText(
      'timestamp,ip,family\n2026-01-02,192.0.2.1,"C:\\"\n2026-01-03,192.0.2.2,"D:\\"\n',
    );
    expect(recognition.reader).toBe('scanner');
    expect(hits.map(({ family }) => family)).toEqual(['C:\\', 'D:\\']);
  });
});
