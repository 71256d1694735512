import { describe, expect, it } from 'vitest';
import type { DimensionAggregate } from '../../src/model/aggregate.ts';
import { readoutWords } from '../../src/map/readout-words.ts';

const countries: DimensionAggregate = {
  by: 'dimension',
  measure: 'machines',
  dimension: 'country',
  keys: ['US', 'TR'],
  labels: ['US', 'TR'],
  value: Float64Array.of(169_400, 38_500),
  countryOnly: Float64Array.of(64_000, 0),
  groups: 2,
  total: 770_000,
};
const context = {
  way: 'density',
  measure: 'machines',
  countries,
  language: 'en',
  least: 0.1,
} as const;

describe('readoutWords', () => {
  it('tells the density, the country and what is known to the country only', () => {
    const words = readoutWords({ country: 'US', name: 'United States', density: 41.2 }, context);
    expect(words).toEqual([
      'United States',
      '41 machines per 1,000 km²',
      '169,400 machines in the country, 22\u202f% of all',
      '64,000 of them (38\u202f%) known to the country only',
    ]);
  });

  it('says so where nothing is recorded', () => {
    const words = readoutWords({ country: 'TR', name: 'Türkiye', density: 0.01 }, context);
    expect(words).toContain('no infections recorded here');
    expect(readoutWords({ country: 'AQ', name: 'Antarctica', density: 0 }, context)).toContain(
      'no machines in the country',
    );
  });

  it('is silent at sea unless heat is drawn there', () => {
    expect(readoutWords({ country: '', name: '', density: 0 }, context)).toBeNull();
    expect(readoutWords({ country: '', name: '', density: 3.14 }, context)).toEqual([
      'At sea',
      '3.1 machines per 1,000 km²',
    ]);
  });

  it('tells no density where countries are shaded', () => {
    const words = readoutWords(
      { country: 'TR', name: 'Türkiye', density: 5 },
      { ...context, way: 'countries' },
    );
    expect(words).toEqual(['Türkiye', '38,500 machines in the country, 5\u202f% of all']);
  });

  it('tells what a way says by itself, at sea too, and no field where none is drawn', () => {
    const told = ['12 machines in this hexagon of 1,770\u202fkm²'];
    const at = { country: '', name: '', density: null, told };
    expect(readoutWords(at, { ...context, way: 'hexagons' })).toEqual(['At sea', ...told]);
    expect(readoutWords({ ...at, told: [] }, { ...context, way: 'places' })).toBeNull();
    expect(
      readoutWords(
        { ...at, country: 'TR', name: 'Türkiye', told: [] },
        { ...context, way: 'hexagons' },
      ),
    ).toContain('no infections recorded here');
    const contour = { country: '', name: '', density: 3.14 };
    expect(readoutWords(contour, { ...context, way: 'contours' })).toContain(
      '3.1 machines per 1,000 km²',
    );
  });
});
