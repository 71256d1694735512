import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText, type ShownHit } from './read-bytes.ts';

const nothing = ['-', '?', 'null', 'none', 'n/a'];
const junk: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 3 });
const record = fc.record({
  time: fc.constantFrom('2026-01-02T03:04:05Z', 1767323045, '1767323045'),
  address: fc.constantFrom('192.0.2.1', '2001:db8::1', '192.0.2.999', '', null),
  family: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('mirai', 'a "b"\n', 'é\\u0041')),
  port: fc.constantFrom(80, '443', null),
  junk,
  more: junk,
  order: fc.boolean(),
});

type Made = typeof record extends fc.Arbitrary<infer T> ? T : never;

function objectOf({ time, address, family, port, junk: a, more: b, order }: Made) {
  const inner = order ? { x: a, 'malware.name': family } : { 'malware.name': family, x: a };
  return order
    ? {
        junk: a,
        'time.source': time,
        ...inner,
        source: { ip: 'x' },
        'source.ip': address,
        b,
        'destination.port': port,
      }
    : { 'source.ip': address, ...inner, 'destination.port': port, b, 'time.source': time };
}

/** The slow way: JSON.parse, an object at a time. */
function reference(records: readonly Made[]): { hits: ShownHit[]; refused: number } {
  const hits: ShownHit[] = [];
  let refused = 0;
  records.forEach(({ address, family, port }, index) => {
    if (address === '192.0.2.999' || address === '' || address === null) {
      refused++;
      return;
    }
    const hit: ShownHit = { row: index + 1, address, time: '2026-01-02T03:04:05Z' };
    const text = family.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');
    if (text !== '' && !nothing.includes(text.toLowerCase())) hit.family = family;
    if (port !== null) hit.port = Number(port);
    hits.push(hit);
  });
  return { hits, refused };
}

/** A first record by which the columns are known. */
const known =
  '{"time.source":"2026-01-01T00:00:00Z","source.ip":"198.51.100.1","malware.name":"x","destination.port":1}';

describe('JsonReader', () => {
  const chunk = fc.oneof(fc.constantFrom(1, 2, 3), fc.integer({ min: 1, max: 2000 }));
  const clean = record.filter(({ family }) => family === family.trim() && !family.includes('\0'));

  it('gives the values that JSON.parse gives, one record a line', () => {
    fc.assert(
      fc.property(fc.array(clean, { maxLength: 8 }), chunk, (records, size) => {
        const lines = records.map((made) => JSON.stringify(objectOf(made)));
        const read = readText([known, ...lines].join('\n'), { chunk: size, name: 'e.jsonl' });
        const expected = reference(records);
        const hits = read.hits.slice(1).map((hit) => ({ ...hit, row: hit.row - 1 }));
        expect(read.recognition.format).toMatch(/JSON lines, IntelMQ/);
        expect({ hits, refused: read.refusals.length }).toEqual(expected);
      }),
      { numRuns: 200, seed: 20260312 },
    );
  });

  it('gives the same from a list, pretty or not', () => {
    fc.assert(
      fc.property(
        fc.array(clean, { maxLength: 6 }),
        chunk,
        fc.boolean(),
        (records, size, pretty) => {
          const all = [JSON.parse(known) as unknown, ...records.map(objectOf)];
          const text = JSON.stringify({ meta: {}, data: all }, null, pretty ? 2 : 0);
          const read = readText(text, { chunk: size, name: 'e.json' });
          const hits = read.hits.slice(1).map((hit) => ({ ...hit, row: hit.row - 1 }));
          expect({ hits, refused: read.refusals.length }).toEqual(reference(records));
        },
      ),
      { numRuns: 100, seed: 20260313 },
    );
  });

  it('refuses what is no record, with its line, and reads on', () => {
    const good = '{"ip":"192.0.2.1","time":"2026-01-02"}';
    const { hits, refusals } = readText(
      [good, '{"ip":"192.0.2.2",', 'not json', '', '{"ip":7}', good].join('\n'),
    );
    expect(hits).toHaveLength(2);
    expect(refusals).toEqual([
      { line: 2, reason: 'malformed' },
      { line: 3, reason: 'malformed' },
      { line: 5, reason: 'badAddress' },
    ]);
  });

  it('refuses the last record of a list that is cut off', () => {
    const { hits, refusals } = readText('[{"ip":"192.0.2.1"},\n{"ip":"192.0.2.2"},\n{"ip":"19');
    expect(hits).toHaveLength(2);
    expect(refusals).toEqual([{ line: 3, reason: 'malformed' }]);
  });
});
