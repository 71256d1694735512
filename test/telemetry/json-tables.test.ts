import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { recognise } from '../../src/telemetry/recognise.ts';
import { HEAD_BYTES } from '../../src/telemetry/split-head.ts';
import { readBytes, readText } from './read-bytes.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('tables in JSON', () => {
  it('are read by their names where the index alone fills the first part', () => {
    const count = 60_000;
    const index = Array.from({ length: count }, (_, i) => i);
    const data = index.map((i) => ['x', `192.0.2.${i % 250}`, 1772413200000 + i * 1000]);
    const table = { columns: ['malware', 'src_ip', 'timestamp'], index, data };
    const bytes = bytesOf(JSON.stringify(table));
    const recognition = recognise(bytes.subarray(0, HEAD_BYTES), 'table.json');
    const { hits, rows } = readBytes(bytes, { recognition, chunk: 1 << 16 });
    expect(rows).toBe(count);
    expect(hits.at(-1)).toEqual({
      row: count,
      time: '2026-03-02T17:39:59Z',
      address: '192.0.2.249',
      family: 'x',
    });
  });

  it('whose times stand in the index are undated, and said so', () => {
    const table = { columns: ['ip'], index: ['2026-03-02'], data: [['192.0.2.1'], ['192.0.2.2']] };
    const { hits, recognition } = readText(JSON.stringify(table));
    expect(hits).toEqual([
      { row: 1, address: '192.0.2.1' },
      { row: 2, address: '192.0.2.2' },
    ]);
    expect(recognition.notices?.join(' ')).toMatch(/index of the table.*reset_index/);
  });

  it('may name columns twice or not at all, and hold lists and objects', () => {
    const table = {
      columns: ['ip', null, 'ip', 'extra'],
      data: [
        ['192.0.2.1', 7, '', { src_ip: '203.0.113.1', tags: ['a', 'b'] }],
        ['192.0.2.2', 8, '198.51.100.1', null],
        ['192.0.2.3'],
        [],
      ],
    };
    const { hits, refusals } = readText(
      JSON.stringify({ ...table, columns: ['ip', '', 'ip', 'x'] }),
    );
    expect(hits.map(({ address }) => address)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
    expect(refusals).toEqual([{ line: 1, reason: 'noAddress' }]);
  });

  it('are none where lists are deep, cut off, or no JSON', () => {
    const deep = '['.repeat(100_000);
    for (const text of [
      `{"columns":${deep}${']'.repeat(100_000)},"data":[["192.0.2.1"]]}`,
      `${deep}"192.0.2.1"`,
      `{"data":${deep}`,
    ]) {
      const outcome = () => readText(text, { name: 'deep.json' }).rows;
      try {
        expect(outcome()).toBeLessThan(2);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }
    expect(
      readText('[[2026-03-02 01:00:00]] 192.0.2.1 x\n[[2026-03-02 01:00:01]] 192.0.2.2 x\n'),
    ).toMatchObject({ rows: 2 });
  });

  it.each([
    ['a list of addresses', '["192.0.2.1","192.0.2.2"]', 2],
    ['addresses one a line in brackets', '["192.0.2.1"]\n["192.0.2.2"]\n', 2],
    [
      'rows one a line without names',
      '["2026-03-02","192.0.2.1"]\n["2026-03-03","192.0.2.2"]\n',
      2,
    ],
    ['rows of which names are the first', '[["time","ip"],["2026-03-02","192.0.2.1"]]', 1],
    ['rows of numbers and addresses', '[[17,"192.0.2.1"],[18,"192.0.2.2"]]', 2],
    [
      'rows under a key deep inside',
      '{"results":[{"series":[{"columns":["time","src_ip"],"values":[["2026-03-02T00:00:00Z","192.0.2.1"]]}]}]}',
      1,
    ],
    ['columns of one row', '{"ip":{"0":"192.0.2.1"},"time":{"0":1772413200000}}', 1],
    ['records by key', '{"a":{"ip":"192.0.2.1"},"b":{"ip":"192.0.2.2"}}', 2],
    ['counts by address', '{"192.0.2.1":{"2026":1},"192.0.2.2":{"2026":4}}', 2],
  ])('reads every row of %s', (_, text, rows) => {
    const read = readText(text, { name: 'table.json' });
    expect({ rows: read.rows, hits: read.hits.length }).toEqual({ rows, hits: rows });
  });
});
