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
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 400 }), (rows) => {
        const hits = wide(rows);
        expect(widenHits(narrowHits(hits))).toEqual(hits);
      }),
      { seed: 5 },
    );
  });

  it('take no room for what no row has', () => {
    const blank = { time: UNDATED, machine: 0, family: 3, server: 0, port: 443 };
    const { time, machine, kind, kinds } = narrowHits(wide([blank, blank, blank]));
    expect([time.length, machine.length, kind.length]).toEqual([0, 0, 0]);
    expect([...kinds.family, ...kinds.server, ...kinds.port]).toEqual([3, 0, 443]);
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
