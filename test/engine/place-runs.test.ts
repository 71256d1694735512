import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../scripts/telemetry-text.ts';
import { NO_GROUP } from '../../src/engine/count-kernels.ts';
import { MadeAhead } from '../../src/engine/made-ahead.ts';
import { addHosts, findPlaceRuns, groupsOfRuns } from '../../src/engine/place-runs.ts';
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
        const counts = new Float64Array(grouping.groups);
        addHosts(runs, groupsOfRuns(runs, by), batch, counts, -1);
        expect(counts).toEqual(plain);
      }
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
