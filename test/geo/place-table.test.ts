import { describe, expect, it } from 'vitest';
import { PlaceTable } from '../../src/geo/place-table.ts';
import { latitudeOf, longitudeOf } from '../../src/model/mercator.ts';
import { accuracyClassesKm, precisions, type Place } from '../../src/model/place.ts';

const oslo: Place = {
  latitude: 59.91,
  longitude: 10.75,
  country: 'NO',
  region: 'Oslo',
  city: 'Oslo',
  accuracyKm: 20,
  precision: 'city',
};

describe('PlaceTable', () => {
  it('keeps a place in columns', () => {
    const table = new PlaceTable();
    expect(table.add(oslo)).toBe(0);
    const { columns } = table;
    expect(columns.length).toBe(1);
    expect(columns.latitude[0]).toBe(59.91);
    expect(latitudeOf(columns.y[0]!)).toBeCloseTo(59.91, 5);
    expect(longitudeOf(columns.x[0]!)).toBeCloseTo(10.75, 5);
    expect(columns.countries[columns.country[0]!]).toBe('NO');
    expect(columns.cities[columns.city[0]!]).toBe('Oslo');
    expect(accuracyClassesKm[columns.accuracyClass[0]!]).toBe(20);
    expect(precisions[columns.precision[0]!]).toBe('city');
  });

  it('takes the default accuracy where the database gives none', () => {
    const table = new PlaceTable();
    table.add({ ...oslo, city: '', region: '', accuracyKm: null, precision: 'country' });
    expect(accuracyClassesKm[table.columns.accuracyClass[0]!]).toBe(1000);
    expect(table.columns.accuracyKm[0]).toBeNaN();
    expect(table.columns.city[0]).toBe(0);
  });

  it('gives equal places one index and grows', () => {
    const table = new PlaceTable();
    for (let i = 0; i < 3000; i++) table.add({ ...oslo, latitude: i / 50 });
    expect(table.add({ ...oslo, latitude: 2 })).toBe(100);
    const country: Place = { ...oslo, latitude: NaN, longitude: NaN };
    expect(table.add(country)).toBe(table.add({ ...country }));
    expect(table.columns.length).toBe(3001);
    expect(table.columns.latitude[2999]).toBe(2999 / 50);
  });
});
