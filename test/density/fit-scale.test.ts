import { describe, expect, it } from 'vitest';
import { fitCountries } from '../../src/density/fit-scale.ts';

/** Countries of some values. */
const values = (value: number[], few: number[] = []) => ({
  keys: value.map((_, n) => `C${n}`),
  value: Float64Array.from(value),
  few: Uint8Array.from(few),
});

describe('fitCountries', () => {
  it('has four decades of counts and shares, counts from one on', () => {
    expect(fitCountries(values([3, 4000]), 'log')).toEqual([1, 5000]);
    expect(fitCountries(values([0.2, 40]), 'log', 'share')).toEqual([0.005, 50]);
    expect(fitCountries(values([3, 4000]), 'linear', 'million')).toEqual([0, 5000]);
    expect(fitCountries(values([0]), 'log')).toBeNull();
  });

  it('leaves out what has no country', () => {
    const countries = { ...values([1_000_000, 3, 4000]), keys: ['', 'NL', 'US'] };
    expect(fitCountries(countries, 'log')).toEqual([1, 5000]);
    expect(fitCountries(countries, 'linear')).toEqual([0, 5000]);
    expect(fitCountries(countries, 'log', 'million')).toEqual([2, 5000]);
    expect(fitCountries({ ...values([7]), keys: [''] }, 'linear')).toBeNull();
  });

  it('is as wide as rates are, whatever few of them say', () => {
    const rates = Array.from({ length: 100 }, (_, n) => 12 + n);
    expect(fitCountries(values(rates), 'log', 'million')).toEqual([10, 200]);
    const few = [...rates.map(() => 0), 1, 1];
    expect(fitCountries(values([...rates, 9000, 0.001], few), 'log', 'million')).toEqual([10, 200]);
    expect(fitCountries(values([7, 0.3], [1, 1]), 'log', 'inhabitants')).toEqual([0.2, 10]);
    expect(fitCountries(values([40]), 'log', 'inhabitants')).toEqual([5, 50]);
  });
});
