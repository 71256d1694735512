import isoCountries from 'i18n-iso-countries';
import { describe, expect, it } from 'vitest';
import type { DimensionAggregate } from '../../src/model/aggregate.ts';
import { inhabitantsOf, inhabitantsSource } from '../../src/model/inhabitants.ts';
import { isOffered, quantityOf, rateGroups } from '../../src/model/rate.ts';

const countries: DimensionAggregate = {
  by: 'dimension',
  measure: 'hosts',
  dimension: 'country',
  keys: ['US', 'NL', 'LI', ''],
  labels: ['', '', '', ''],
  value: Float64Array.of(300, 90, 9, 1),
  countryOnly: Float64Array.of(100, 0, 9, 0),
  groups: 4,
  total: 400,
};
const addresses: Readonly<Record<string, number>> = { US: 1_500_000_000, NL: 50_000_000, LI: 1e5 };
const addressesOf = (key: string) => addresses[key] ?? 0;
const marked = { fewBelow: 10, hidesFew: false };

describe('rateGroups', () => {
  it('leaves counts as they are', () => {
    const rated = rateGroups(countries, { quantity: 'count', ...marked });
    expect(rated.keys).toEqual(countries.keys);
    expect([...rated.value]).toEqual([300, 90, 9, 1]);
    expect([...rated.few]).toEqual([0, 0, 1, 1]);
  });

  it('gives shares of everything in per cent', () => {
    const rated = rateGroups(countries, { quantity: 'share', ...marked });
    expect([...rated.value]).toEqual([75, 22.5, 2.25, 0.25]);
    expect([...rated.count]).toEqual([300, 90, 9, 1]);
  });

  it('puts the highest rate first, keeps its count, and tells none without addresses', () => {
    const rated = rateGroups(countries, { quantity: 'million', ...marked }, addressesOf);
    expect(rated.keys).toEqual(['LI', 'NL', 'US', '']);
    expect([...rated.value]).toEqual([90, 1.8, 0.2, 0]);
    expect([...rated.count]).toEqual([9, 90, 300, 1]);
    expect([...rated.countryOnly]).toEqual([9, 0, 100, 0]);
    expect([...rated.base]).toEqual([1e5, 5e7, 1.5e9, 0]);
    expect([...rated.few]).toEqual([1, 0, 0, 1]);
    expect([...rated.told]).toEqual([1, 1, 1, 0]);
  });

  it('gives rates per 100,000 inhabitants, and none where nobody is known to live', () => {
    const rated = rateGroups(countries, { quantity: 'inhabitants', ...marked }, inhabitantsOf);
    expect(rated.keys).toEqual(['LI', 'NL', 'US', '']);
    expect([...rated.base]).toEqual([38_137, 17_441_139, 329_484_123, 0]);
    expect(rated.value[0]).toBeCloseTo((9 * 100_000) / 38_137, 12);
    expect([...rated.count]).toEqual([9, 90, 300, 1]);
    expect([...rated.few]).toEqual([1, 0, 0, 1]);
    expect([...rated.told]).toEqual([1, 1, 1, 0]);
  });

  it('hides the figures of few, but not their counts', () => {
    const rating = { quantity: 'million', fewBelow: 10, hidesFew: true } as const;
    const rated = rateGroups(countries, rating, addressesOf);
    expect(rated.keys).toEqual(['NL', 'US', 'LI', '']);
    expect([...rated.value]).toEqual([1.8, 0.2, 0, 0]);
    expect([...rated.told]).toEqual([1, 1, 0, 0]);
    expect(rated.count[2]).toBe(9);
  });
});

describe('quantityOf', () => {
  it('keeps a rate where its base is known, and falls back to counts elsewhere', () => {
    expect(quantityOf('inhabitants', 'country')).toBe('inhabitants');
    expect(quantityOf('inhabitants', 'city')).toBe('count');
    expect(quantityOf('million', 'network')).toBe('million');
    expect(quantityOf('million', 'family')).toBe('count');
    expect(isOffered('share', 'family')).toBe(true);
  });
});

describe('inhabitantsOf', () => {
  it('knows the countries of ISO 3166, and adds up to the world', () => {
    const codes = Object.keys(isoCountries.getAlpha2Codes());
    // Overseas departments are counted with France; of the others neither source tells a year and a number.
    const unknown = 'AQ AX BQ BV CK GF GP GS HM IO MQ MS RE SH SJ TF UM YT';
    expect(
      codes
        .filter((code) => inhabitantsOf(code) === 0)
        .sort()
        .join(' '),
    ).toBe(unknown);
    const world = codes.reduce((sum, code) => sum + inhabitantsOf(code), 0);
    // The World Bank's world of 2020 had 7.76 billion, without Taiwan and Eritrea.
    expect(world / 7.79e9).toBeCloseTo(1, 2);
    expect(inhabitantsOf('TW')).toBe(23_415_126);
    expect(inhabitantsSource).toContain('2020 (World Bank;');
  });

  it('knows nobody of what is no country', () => {
    expect(inhabitantsOf('')).toBe(0);
    expect(inhabitantsOf('constructor')).toBe(0);
  });
});
