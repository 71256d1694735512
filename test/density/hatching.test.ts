import { describe, expect, it } from 'vitest';
import type { DimensionAggregate } from '../../src/model/aggregate.ts';
import { hatchBreaks, hatchedCountries } from '../../src/density/hatching.ts';

describe('hatchBreaks', () => {
  it('steps down by tenths from the largest power of ten', () => {
    expect(hatchBreaks(64_000)).toEqual([0, 100, 1_000, 10_000]);
    expect(hatchBreaks(10_000)).toEqual([0, 100, 1_000, 10_000]);
  });
});

describe('hatchedCountries', () => {
  it('sorts countries by strength and leaves out those without country-only counts', () => {
    const keys = ['US', 'GB', 'BO', 'NG', ''];
    const countries: DimensionAggregate = {
      by: 'dimension',
      measure: 'hosts',
      dimension: 'country',
      keys,
      labels: keys,
      value: Float64Array.of(9, 9, 9, 9, 9),
      countryOnly: Float64Array.of(64_000, 2_000, 3, 0, 50),
      groups: 5,
      total: 45,
    };
    expect(hatchedCountries(countries)).toEqual([['BO'], [], ['GB'], ['US']]);
  });
});
