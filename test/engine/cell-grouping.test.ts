import { expect, it } from 'vitest';
import { cellGrouping } from '../../src/engine/grouping.ts';
import { finish } from '../../src/engine/steps.ts';
import type { Telemetry } from '../../src/engine/telemetry-table.ts';
import { precisions } from '../../src/model/place.ts';
import { PLACE_LEVEL } from '../../src/model/query.ts';

/** Places in cells of level 11, each with its class. */
const places = [
  { x: 900, y: 1200, accuracyClass: 3 },
  { x: 901, y: 700, accuracyClass: 3 },
  { x: 902, y: 1800, accuracyClass: 0 },
  { x: 903, y: 701, accuracyClass: 3 },
  { x: 904, y: 20, accuracyClass: 9 },
  { x: 905, y: 300, accuracyClass: 3 },
  // In the cell of the first one.
  { x: 900, y: 1200, accuracyClass: 3 },
];

const telemetry = {
  places: {
    length: places.length,
    precision: new Uint8Array(places.length).fill(precisions.indexOf('city')),
    latitude: new Float64Array(places.length),
    x: Uint32Array.from(places, ({ x }) => x * 2 ** 21),
    y: Uint32Array.from(places, ({ y }) => y * 2 ** 21),
    accuracyClass: Uint8Array.from(places, ({ accuracyClass }) => accuracyClass),
  },
} as unknown as Telemetry;

it('has one order under one name, since counts are kept by it from visit to visit', () => {
  const { grouping, x } = finish(cellGrouping(telemetry, 11));
  expect({ name: grouping.name, x: [...x] }).toEqual({
    name: 'cell by class and band 11',
    // By class, from north to south in bands of four rows, and in the order of places within a band.
    x: [902, 905, 901, 903, 900, 904],
  });
  expect(grouping).toMatchObject({
    groups: 6,
    ofPlace: Uint32Array.of(0xffffffff, 4, 2, 0, 3, 5, 1, 4),
  });
});

it('has single places by class alone, in their order', () => {
  const { grouping, x } = finish(cellGrouping(telemetry, PLACE_LEVEL));
  expect(grouping.name).toBe(`cell by class and band ${PLACE_LEVEL}`);
  expect([...x].map((at) => at / 2 ** 20)).toEqual([902, 900, 901, 903, 905, 904]);
});
