import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Recognition, Role } from '../../src/telemetry/recognise.ts';
import { readBytes, readText, type ShownHit, type ShownRefusal } from './read-bytes.ts';

const times: readonly (readonly [text: string, shown: string | null])[] = [
  ['2026-01-02 03:04:05', '2026-01-02T03:04:05Z'],
  ['2025-12-31T23:59:59Z', '2025-12-31T23:59:59Z'],
  ['2026-01-02T03:04:05.25+01:00', '2026-01-02T02:04:05Z'],
  [' 1441008970 ', '2015-08-31T08:16:10Z'],
  ['2026-02-29 00:00:00', null],
  ['2026-01-02 03:04:0', null],
  ['', null],
];
const addresses: readonly (readonly [text: string, shown: string])[] = [
  ['192.0.2.1', '192.0.2.1'],
  ['198.51.100.255', '198.51.100.255'],
  [' 203.0.113.9 ', '203.0.113.9'],
  ['2001:db8::1', '2001:db8::1'],
  ['192.0.2.256', 'badAddress'],
  ['192.0.2', 'badAddress'],
  ['192.0.2.1.1', 'badAddress'],
  ['-', 'noAddress'],
  ['', 'noAddress'],
];
const roles: readonly Role[] = ['time', 'address', 'machine', 'family', 'server'];

interface Made {
  delimiter: string;
  columns: Partial<Record<Role, number>>;
  text: string;
  /** The same with \n for every line end outside quotes and no blank lines, for PapaParse. */
  plain: string;
  lines: number[];
}

const characters = ['a', 'Z', '7', '.', '-', ' ', '"', ',', ';', '\t', '|', '\n', '\r', 'é', '€'];
const junk = fc.string({ unit: fc.constantFrom(...characters), maxLength: 40 });

const rowPlan = fc.record({
  time: fc.constantFrom(...times.map(([text]) => text)),
  address: fc.constantFrom(...addresses.map(([text]) => text)),
  machine: fc.oneof(
    fc.nat(20).map((n) => n.toString(16).padStart(16, '0')),
    junk,
  ),
  family: fc.constantFrom('mirai', 'zeus', 'a "name", quoted', '-', ''),
  server: junk,
  other: junk,
  quoteAll: fc.boolean(),
  length: fc.integer({ min: 2, max: 12 }),
  end: fc.constantFrom('\n', '\r\n'),
  blankAfter: fc.boolean(),
});

const made = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    order: fc.shuffledSubarray([...roles, 'x1', 'x2', 'x3', 'x4'], { minLength: 9 }),
    rows: fc.array(rowPlan, { maxLength: 12 }),
    finalNewline: fc.boolean(),
  })
  .map(({ delimiter, order, rows, finalNewline }): Made => {
    const mustQuote = new RegExp(`["\\n\\r${delimiter === '|' ? '\\|' : delimiter}]`);
    let text = '';
    let plain = '';
    const lines: number[] = [];
    rows.forEach((row, index) => {
      const cells = order.slice(0, row.length).map((name, column) => {
        const value = roles.includes(name as Role)
          ? row[name as Role & keyof typeof row]
          : row.other;
        const cell = String(value);
        if (column > 0 && !row.quoteAll && !mustQuote.test(cell)) return cell;
        return `"${cell.replaceAll('"', '""')}"`;
      });
      lines.push(text.split('\n').length);
      const last = index === rows.length - 1;
      text += cells.join(delimiter) + (last && !finalNewline ? '' : row.end);
      plain += cells.join(delimiter) + '\n';
      if (row.blankAfter && !(last && !finalNewline)) text += row.end;
    });
    const columns = Object.fromEntries(roles.map((role) => [role, order.indexOf(role)]));
    return { delimiter, columns, text, plain, lines };
  });

const nothing = ['-', 'null', 'NULL', 'None', 'none', 'n/a', 'N/A'];

/** The slow way: PapaParse, a row of strings at a time. */
function reference({ delimiter, columns, plain, lines }: Made) {
  const hits: ShownHit[] = [];
  const refusals: ShownRefusal[] = [];
  const { data } = Papa.parse<string[]>(plain, { delimiter, newline: '\n' });
  data.slice(0, lines.length).forEach((row, index) => {
    const cell = (role: Role) => row[columns[role]!] ?? '';
    const address = addresses.find(([text]) => text === cell('address'))![1];
    const time = times.find(([text]) => text === cell('time'))![1];
    const line = lines[index]!;
    if (address === 'badAddress' || address === 'noAddress') {
      refusals.push({ line, reason: address });
    } else if (time === null) refusals.push({ line, reason: 'badTime' });
    else {
      const hit: ShownHit = { row: index + 1, address, time };
      for (const role of ['machine', 'family', 'server'] as const) {
        const text = cell(role).replace(/^[\x20\n\r\t]+|[\x20\n\r\t]+$/g, '');
        if (text !== '' && !nothing.includes(text)) hit[role] = text;
      }
      hits.push(hit);
    }
  });
  return { rows: lines.length, hits, refusals };
}

function recognitionOf({ delimiter, columns }: Made): Recognition {
  return {
    format: 'made',
    columns,
    why: [],
    dialect: {
      delimiter: delimiter.charCodeAt(0),
      header: false,
      comments: false,
      dataStart: 0,
      dataLine: 1,
    },
  };
}

describe('RecordReader', () => {
  it('gives the rows that PapaParse gives, whatever the dialect and the size of chunks', () => {
    const chunk = fc.oneof(fc.constantFrom(1, 2, 3), fc.integer({ min: 1, max: 2000 }));
    fc.assert(
      fc.property(made, chunk, (file, size) => {
        const bytes = new TextEncoder().encode(file.text);
        const read = readBytes(bytes, { chunk: size, recognition: recognitionOf(file) });
        const { rows, hits, refusals } = read;
        expect({ rows, hits, refusals }).toEqual(reference(file));
      }),
      { numRuns: 400, seed: 20260309 },
    );
  });

  it('reads many rows over the ends of its work buffer', () => {
    const count = 30_000;
    const rows = Array.from(
      { length: count },
      (_, i) => `2026-01-02 03:04:05,192.0.2.${i % 256},"${'x'.repeat(i % 50)}\n"`,
    );
    const text = `timestamp,ip,tag\n${rows.join('\n')}`;
    for (const chunk of [4096, 65_537, 10_000_000]) {
      const { hits, rows: read } = readText(text, { chunk });
      expect(read).toBe(count);
      expect(hits.map((hit) => hit.address)).toEqual(rows.map((row) => row.split(',')[1]));
    }
  });

  it('gives up on a quote that stays open for a megabyte, and reads on after its line', () => {
    const open = '2026-01-02 03:04:06,192.0.2.2,"open\n';
    const row = '2026-01-02 03:04:07,192.0.2.3,fine\n';
    const text = `timestamp,ip,note\n${open}${row.repeat(60_000)}`;
    for (const chunk of [65_536, 5_000_000]) {
      const { rows, hits, refusals } = readText(text, { chunk });
      expect([rows, hits.length]).toEqual([60_001, 60_000]);
      expect(refusals).toEqual([{ line: 2, reason: 'malformed' }]);
    }
  });

  it('cuts the texts of refused rows to 200 characters and keeps 16 MB of them', () => {
    const bad = `2026-01-02 03:04:05,nowhere,${'é'.repeat(300)}\n`;
    const { texts, refused } = readText(
      `timestamp,ip,tag\n2026-01-02,192.0.2.1,\n${bad.repeat(50_000)}`,
    );
    expect(refused.badAddress).toBe(50_000);
    expect(new Set(texts.map((text) => text.length))).toEqual(new Set([200]));
    expect(texts.length).toBeLessThan(50_000);
    expect(texts.length * 400).toBeGreaterThan(16_000_000);
  });

  it('hands accepted rows over once', () => {
    const { rows, hits } = readText('ip\n192.0.2.1\n');
    expect([rows, hits.length]).toEqual([1, 1]);
  });
});
