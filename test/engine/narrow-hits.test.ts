import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeOwnCrew } from '../../src/engine/crew.ts';
import { widenHits, type PlainHits } from '../../src/engine/narrow-hits.ts';
import { RowStore } from '../../src/engine/row-store.ts';
import { UNDATED } from '../../src/model/telemetry.ts';

type PlainRow = { [K in Exclude<keyof PlainHits, 'length'>]: number };

function plain(rows: readonly PlainRow[]): PlainHits {
  return {
    length: rows.length,
    time: Uint32Array.from(rows, ({ time }) => time),
    machine: Uint32Array.from(rows, ({ machine }) => machine),
    family: Uint16Array.from(rows, ({ family }) => family),
    server: Uint16Array.from(rows, ({ server }) => server),
    port: Uint16Array.from(rows, ({ port }) => port),
    weight: Uint32Array.from(rows, ({ weight }) => weight),
  };
}

/** Hits of rows that come in batches of some size; each is of a host of its own, so that their order stays. */
async function grouped(rows: readonly PlainRow[], batch = rows.length || 1) {
  const store = new RowStore(() => rows.length);
  for (let from = 0; from < rows.length; from += batch) {
    const part = rows.slice(from, from + batch);
    const hits = plain(part);
    store.add({
      ...hits,
      family: Uint32Array.from(hits.family),
      server: Uint32Array.from(hits.server),
      address: Uint32Array.from(part, (_, i) => from + i + 1),
      addressFamily: new Uint8Array(part.length).fill(4),
      address6: new Uint32Array(0),
      network: new Uint32Array(0),
      country: new Uint16Array(0),
      row: new Uint32Array(0),
    });
  }
  return (await store.group((...work) => makeOwnCrew().group(...work), 1)).hits;
}

/** Rows of so many kinds, each of them once. */
function ofKinds(kinds: number): PlainRow[] {
  return Array.from({ length: kinds }, (_, i) => ({
    time: i,
    machine: 1,
    family: i % 7,
    server: i % 11,
    port: i >>> 2,
    weight: 2 + (i % 3),
  }));
}

const code = fc.oneof(fc.constantFrom(0, 1, 65_535), fc.nat(65_535));

describe('narrowed hits', () => {
  it('say what the rows said, however many come at a time', async () => {
    const row = fc.record({
      time: fc.constantFrom(UNDATED, 0, 1_700_000_000),
      machine: fc.nat(3),
      family: code,
      server: code,
      port: code,
      weight: fc.constantFrom(1, 1, 7, 0xffffffff),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 400 }),
        fc.integer({ min: 1, max: 400 }),
        async (rows, batch) => {
          const isPlain = rows.every(({ weight }) => weight === 1);
          const expected = { ...plain(rows), ...(isPlain && { weight: new Uint32Array(0) }) };
          expect(widenHits(await grouped(rows, batch))).toEqual(expected);
        },
      ),
      { seed: 5 },
    );
  });

  it('take no room for what no row has', async () => {
    const blank = { time: UNDATED, machine: 0, family: 3, server: 0, port: 443, weight: 1 };
    const { time, machine, kind, kinds, weight } = await grouped([blank, blank, blank]);
    expect([time.length, machine.length, kind.length, weight.length]).toEqual([0, 0, 0, 0]);
    expect([...kinds.family, ...kinds.server, ...kinds.port]).toEqual([3, 0, 443]);
  });

  it.each([
    [1, 1],
    [2, 1],
    [257, 2],
  ])('of %i weights take %i bytes a weight', async (weights, bytes) => {
    const rows = ofKinds(1000).map((row, i) => ({ ...row, weight: 5 + (i % weights) * 3 }));
    const narrow = await grouped(rows, 300);
    expect(narrow.weight.BYTES_PER_ELEMENT).toBe(bytes);
    expect(widenHits(narrow)).toEqual(plain(rows));
  });

  it.each([
    [77, 1],
    [256, 1],
    [257, 2],
    [65_536, 2],
    [65_537, 4],
  ])('of %i kinds take %i bytes a code', async (kinds, bytes) => {
    const rows = ofKinds(kinds);
    const narrow = await grouped(rows, 10_000);
    expect(narrow.kinds.length).toBe(kinds);
    expect(narrow.kind.BYTES_PER_ELEMENT).toBe(bytes);
    expect(widenHits(narrow)).toEqual(plain(rows));
  });
});
