import { expect, it } from 'vitest';
import type { Region } from '../../src/model/region.ts';
import { regionWords } from '../../src/state/region-words.ts';

it.each<[Region, string]>([
  [
    { kind: 'circle', longitude: 13.4, latitude: 52.5, radiusKm: 300, around: 'Berlin' },
    'within 300 km of Berlin',
  ],
  [
    { kind: 'circle', longitude: -71.06, latitude: -33.04, radiusKm: 1250 },
    'within 1,250 km of 33° S, 71.1° W',
  ],
  [
    { kind: 'circle', longitude: 4.90123, latitude: 52.3702, radiusKm: 0.5 },
    'within 0.5 km of 52.3702° N, 4.9012° E',
  ],
  [{ kind: 'box', west: 4.2, south: 50, east: 9.8, north: 54 }, 'box 4.2–9.8° E, 50–54° N'],
  [
    { kind: 'box', west: 170, south: -10.4, east: -170, north: 10 },
    'box 170° E – 170° W, 10.4° S – 10° N',
  ],
  [{ kind: 'box', west: -180, south: 60, east: 180, north: 90 }, 'box all longitudes, 60–90° N'],
  [{ kind: 'box', west: -12, south: 0, east: 180, north: 9 }, 'box 12° W – 180°, 0° – 9° N'],
  [
    {
      kind: 'polygon',
      ring: [
        [175, -20],
        [190.25, -21],
        [185, 3.5],
      ],
    },
    'lasso 175° E – 169.8° W, 21° S – 3.5° N',
  ],
])('says %o', (region, words) => {
  expect(regionWords(region, 'en').replaceAll('\u202f', ' ')).toBe(words);
});
