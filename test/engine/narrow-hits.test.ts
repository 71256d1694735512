import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrowHits, widenHits, type WideHits } from '../../src/engine/narrow-hits.ts';
import { UNDATED } from '../../src/model/telemetry.ts';

function wide(rows: readonly { [K in Exclude<keyof WideHits, 'length'>]: number }[]): WideHits {
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

/** Hits of so many kinds, each of them once. */
function ofKinds(kinds: number): WideHits {
  const rows = Array.from({ length: kinds }, (_, i) => ({
    time: i,
    machine: 1,
    family: i % 7,
    server: i % 11,
    port: i >>> 2,
    weight: 2 + (i % 3),
  }));
  return wide(rows);
}

const code = fc.oneof(fc.constantFrom(0, 1, 65_535), fc.nat(65_535));

describe('narrowed hits', () => {
  it('say what the wide ones said', () => {
    const row = fc.record({
      time: fc.constantFrom(UNDATED, 0, 1_700_000_000),
      machine: fc.nat(3),
      family: code,
      server: code,
      port: code,
      weight: fc.constantFrom(1, 7, 0xffffffff),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 400 }), (rows) => {
        const hits = wide(rows);
        const isPlain = rows.every(({ weight }) => weight === 1);
        const expected = isPlain ? { ...hits, weight: new Uint32Array(0) } : hits;
        expect(widenHits(narrowHits(hits))).toEqual(expected);
      }),
      { seed: 5 },
    );
  });

  it('take no room for what no row has', () => {
    const blank = { time: UNDATED, machine: 0, family: 3, server: 0, port: 443, weight: 1 };
    const { time, machine, kind, kinds, weight } = narrowHits(wide([blank, blank, blank]));
    expect([time.length, machine.length, kind.length, weight.length]).toEqual([0, 0, 0, 0]);
    expect([...kinds.family, ...kinds.server, ...kinds.port]).toEqual([3, 0, 443]);
  });

  it('weigh the same where all have one weight that is not 1', () => {
    const row = { time: 1, machine: 1, family: 0, server: 0, port: 0, weight: 5 };
    expect([...widenHits(narrowHits(wide([row, row]))).weight]).toEqual([5, 5]);
  });

  it.each([
    [2, 1],
    [257, 2],
  ])('of %i weights take %i bytes a weight', (weights, bytes) => {
    const hits = ofKinds(1000);
    const weight = hits.time.map((i) => 1 + (i % weights) * 3);
    const narrow = narrowHits({ ...hits, weight });
    expect(narrow.weight.BYTES_PER_ELEMENT).toBe(bytes);
    expect(widenHits(narrow).weight).toEqual(weight);
  });

  it.each([
    [77, 1],
    [256, 1],
    [257, 2],
    [65_536, 2],
    [65_537, 4],
  ])('of %i kinds take %i bytes a code', (kinds, bytes) => {
    const hits = ofKinds(kinds);
    const narrow = narrowHits(hits);
    expect(narrow.kinds.length).toBe(kinds);
    expect(narrow.kind.BYTES_PER_ELEMENT).toBe(bytes);
    expect(widenHits(narrow)).toEqual(hits);
  });
});
