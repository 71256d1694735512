import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../scripts/telemetry-text.ts';
import { NO_GROUP } from '../../src/engine/count-kernels.ts';
import { MadeAhead } from '../../src/engine/made-ahead.ts';
import { countChange } from '../../src/engine/count-change.ts';
import { addHosts, changeHosts, findPlaceRuns, groupsOfRuns } from '../../src/engine/place-runs.ts';
import { makeBatch } from '../../src/engine/walk.ts';

const PLACES = 40;

/** Hosts at random places, about so many neighbours at each. */
function placesOf(length: number, neighbours: number): Uint32Array {
  const random = makeRandom(length);
  let at = 0;
  return Uint32Array.from({ length }, () => {
    if (random() % neighbours === 0) at = random() % PLACES;
    return at;
  });
}

const runsOf = (place: Uint32Array) =>
  new MadeAhead(() => findPlaceRuns({ place, length: place.length })).value;

/** Groups of places: some have none, and some are masked. */
const grouping = {
  ...({ kind: 'place', name: 'made up', groups: 5 } as const),
  ofPlace: Uint32Array.from({ length: PLACES }, (_, place) => (place % 7 ? place % 5 : NO_GROUP)),
  places: Uint8Array.from({ length: PLACES }, (_, place) => (place % 3 === 0 ? 0 : 1)),
};

describe('addHosts', () => {
  it.each([1, 31, 32, 33, 64, 3001])(
    'adds to the groups of %i hosts what their places say',
    (length) => {
      const place = placesOf(length, 1000);
      place.fill(place[0]!, 0, Math.min(8, length));
      const runs = runsOf(length < 4 ? new Uint32Array(8).fill(place[0]!) : place)!;
      for (const places of [null, grouping.places]) {
        const by = { ...grouping, places };
        const batch = makeBatch();
        for (let host = length - 1; host >= 0; host -= 1 + (host % 3)) {
          batch.host[batch.length++] = host;
        }
        const plain = new Float64Array(grouping.groups);
        for (const host of batch.host.subarray(0, batch.length)) {
          const group = by.ofPlace[place[host]!]!;
          if (places?.[place[host]!] !== 0 && group !== NO_GROUP) plain[group]! -= 1;
        }
        const counts = new Float64Array(grouping.groups + 1);
        addHosts(runs, groupsOfRuns(runs, by), batch, counts, -1);
        expect(counts.subarray(0, -1)).toEqual(plain);
      }
    },
  );
});

describe('changeHosts', () => {
  it.each([Uint8Array, Uint16Array])(
    'does what is done otherwise in two steps, in a %o',
    (Kept) => {
      const length = 3001;
      const random = makeRandom(5);
      const runs = runsOf(placesOf(length, 1000))!;
      const ofRun = groupsOfRuns(runs, grouping);
      const [together, apart] = [new Kept(length), new Kept(length)];
      const [ours, plain] = [0, 1].map(() => new Float64Array(grouping.groups + 1)) as [
        Float64Array,
        Float64Array,
      ];
      const [hits, turned] = [makeBatch(), makeBatch()];
      for (const sign of [1, 1, -1, 1, -1, -1] as const) {
        // Some hosts have several hits; what leaves was there.
        hits.length = 0;
        for (let n = 0; n < 4000; n++) {
          const host = random() % length;
          const left =
            apart[host]! - hits.host.subarray(0, hits.length).filter((h) => h === host).length;
          if (sign > 0 || left > 0) hits.host[hits.length++] = host;
        }
        changeHosts(runs, ofRun, hits, together, ours, sign);
        countChange(apart, hits, sign, turned);
        addHosts(runs, ofRun, turned, plain, sign);
        expect(together).toEqual(apart);
        expect(ours).toEqual(plain);
      }
      expect(ours.some((count) => count > 0)).toBe(true);
    },
  );
});

describe('findPlaceRuns', () => {
  it('gives a run for every change of place, in little more than a byte a host', () => {
    const { place, first, within } = runsOf(placesOf(200_000, 50))!;
    expect(place.length).toBeLessThan(200_000 / 40);
    expect(first.byteLength + within.byteLength).toBeLessThan(1.02 * 200_000);
  });

  it('tells runs apart where every host of a block begins one', () => {
    const place = new Uint32Array(2000);
    for (let host = 250; host < 600; host++) place[host] = host;
    const { place: ofRun, first, within } = runsOf(place)!;
    const found = place.map((_, host) => ofRun[first[host >>> 8]! + within[host]!]!);
    expect(found).toEqual(place);
  });

  it('finds none worth their room where neighbours lie at places of their own', () => {
    expect(runsOf(placesOf(1000, 2))).toBeNull();
  });

  it('looks at a part of the hosts in each of its steps', () => {
    const place = placesOf(300_000, 50);
    const steps = [...findPlaceRuns({ place, length: place.length })];
    expect(steps).toHaveLength(4);
  });
});
