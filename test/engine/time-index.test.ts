import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../scripts/telemetry-text.ts';
import { MadeAhead } from '../../src/engine/made-ahead.ts';
import type { Masks, Span } from '../../src/engine/selection.ts';
import type { Telemetry } from '../../src/engine/telemetry-table.ts';
import { fillHosts, makeTimeIndex, sizeOf, slicesOf } from '../../src/engine/time-index.ts';
import { fillHits, type Needed } from '../../src/engine/fill-hits.ts';
import { kindsOfHosts } from '../../src/engine/kinds-of-hosts.ts';
import { makeBatch } from '../../src/engine/walk.ts';
import { UNDATED } from '../../src/model/telemetry.ts';

const start = Date.UTC(2026, 0, 1) / 1000 + 4321;
const HOSTS = 500;

/** Hits at random seconds of a span, of random hosts, two kinds; every twentieth undated. */
function madeUp(length: number, seconds: number): Telemetry {
  const random = makeRandom(length + seconds);
  const ofHost = Array.from({ length: HOSTS }, () => [] as number[]);
  for (let hit = 0; hit < length; hit++) {
    const second = hit % 20 === 7 ? UNDATED : start + (random() % seconds);
    ofHost[random() % HOSTS]!.push(second);
  }
  const times = ofHost.map((own) => own.sort((a, b) => a - b));
  const time = Uint32Array.from(times.flat());
  const dated = time.filter((second) => second !== UNDATED);
  const hosts = { length: HOSTS, start: new Uint32Array(HOSTS + 1) };
  times.forEach((own, host) => (hosts.start[host + 1] = hosts.start[host]! + own.length));
  // Hits of every other host are of one kind.
  const kind = new Uint8Array(length);
  for (let host = 0; host < HOSTS; host++) {
    for (let hit = hosts.start[host]!; hit < hosts.start[host + 1]!; hit++) {
      kind[hit] = (host % 2 === 0 ? hit : host >>> 1) % 2;
    }
  }
  const range = {
    first: dated.reduce((a, b) => Math.min(a, b)),
    last: dated.reduce((a, b) => Math.max(a, b)),
  };
  const kinds = { length: 2 };
  return { hits: { length, time, kind, kinds }, hosts, range } as unknown as Telemetry;
}

/** A hit and its host as one number: half a million of them are sorted often. */
const pairOf = (hit: number, host: number) => hit * HOSTS + host;
const hostOf = (pair: number) => pair % HOSTS;

/** Hits of a span by looking at each, with their hosts. */
function plainHits({ hits, hosts }: Telemetry, masks: Masks, { from, to }: Span): Float64Array {
  const found: number[] = [];
  for (let host = 0; host < hosts.length; host++) {
    if (masks.host?.[host] === 0) continue;
    for (let hit = hosts.start[host]!; hit < hosts.start[host + 1]!; hit++) {
      if (hits.time[hit]! < from || hits.time[hit]! >= to) continue;
      if (masks.kind?.[hits.kind[hit]!] !== 0) found.push(pairOf(hit, host));
    }
  }
  return Float64Array.from(found).sort();
}

function indexed(telemetry: Telemetry) {
  const index = new MadeAhead(() => makeTimeIndex(telemetry)).value;
  const batch = makeBatch();
  const collect = (
    masks: Masks,
    span: Span,
    of: 'hits' | 'hosts',
    needed: Needed = { kindOfHost: null, hosts: 'all' },
  ) => {
    const found: number[] = [];
    for (const slice of slicesOf(index, span)) {
      for (let from = slice.from; from < slice.to;) {
        const rest = { ...slice, from };
        from =
          of === 'hits'
            ? fillHits(index, telemetry, masks, needed, rest, batch)
            : fillHosts(index, telemetry, masks.host, rest, batch);
        for (let i = 0; i < batch.length; i++) {
          const host = batch.host[i]!;
          found.push(of === 'hits' ? pairOf(batch.hit[i]!, host) : host);
        }
      }
    }
    return Float64Array.from(found).sort();
  };
  return { index, collect };
}

const masks: Masks[] = [
  { host: null, kind: null, place: null },
  {
    host: Uint8Array.from({ length: HOSTS }, (_, host) => (host % 3 === 0 ? 0 : 1)),
    kind: null,
    place: null,
  },
  { host: null, kind: Uint8Array.of(0, 1), place: null },
];

describe('the index by time', () => {
  it.each([
    ['a few hits in twenty years', 300, 630_000_000, 86_400],
    ['hits of three months', 20_000, 7_776_000, 86_400],
    ['many hits of five hours', 400_000, 18_000, 1200],
    ['very many hits of a minute', 350_000, 60, 5],
  ])('finds what lies in any span, with %s', (_, length, seconds, bucket) => {
    const telemetry = madeUp(length, seconds);
    const { index, collect } = indexed(telemetry);
    expect(index.length).toBe(bucket);
    const random = makeRandom(length);
    const kindOfHost = new MadeAhead(() => kindsOfHosts(telemetry)).value;
    const third = new Uint32Array(Math.ceil(HOSTS / 32));
    for (let host = 0; host < HOSTS; host += 3) third[host >>> 5]! |= 1 << (host & 31);
    // Undated hits are in none.
    const spans: Span[] = [{ from: 0, to: UNDATED }];
    const [first, second] = [0, 1].map((n) => index.first + n * bucket) as [number, number];
    spans.push({ from: first, to: second }, { from: first, to: second - 1 });
    while (spans.length < (length > 100_000 ? 6 : 40)) {
      const from = start - bucket + (random() % (seconds + bucket));
      spans.push({ from, to: from + (random() % (spans.length % 2 ? seconds : 2 * bucket)) });
    }
    for (const span of spans) {
      for (const mask of masks) {
        const plain = plainHits(telemetry, mask, span);
        expect(collect(mask, span, 'hits')).toEqual(plain);
        expect(collect(mask, span, 'hits', { kindOfHost, hosts: 'all' })).toEqual(plain);
        // Of every third host hits are told, and all are counted.
        const told = collect(mask, span, 'hits', { kindOfHost, hosts: third });
        expect(told).toHaveLength(plain.length);
        const isTold = (pair: number) => hostOf(pair) % 3 === 0;
        expect(told.filter(isTold)).toEqual(plain.filter(isTold));
        if (mask.kind) continue;
        const hosts = plain.map(hostOf).sort();
        expect(collect(mask, span, 'hosts')).toEqual(hosts);
      }
    }
  });

  it('tells about how many hits a slice has', () => {
    const telemetry = madeUp(50_000, 864_000);
    const { index } = indexed(telemetry);
    const span = { from: start + 100_000, to: start + 600_000 };
    const size = slicesOf(index, span).reduce((sum, slice) => sum + sizeOf(index, slice), 0);
    const plain = plainHits(telemetry, masks[0]!, span).length;
    expect(Math.abs(size / plain - 1)).toBeLessThan(0.02);
  });
});
