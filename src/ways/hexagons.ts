import { measureWords } from '../model/measure.ts';
import type { Measure } from '../model/query.ts';
import { perArea, type WaySpec } from './way-spec.ts';

/** What can be at several places: it counts at each. */
const atSeveralPlaces: readonly Measure[] = ['machines', 'prefixes', 'networks'];

/** An area for people: three significant digits. */
export function roundKm2(km2: number, language: string): string {
  return `${new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(km2)}\u202fkm²`;
}

/** H3 hexagons, which have nearly equal ground. */
export const hexagons = {
  name: 'Hexagons',
  explanation: 'Number in hexagons of nearly equal ground (H3), not spread',
  cells: () => 'places',
  colours: 'hexagons',
  drawn: 'areas',
  hatched: true,
  unit: (measure, by, language) =>
    by.hexagonUnit === 'area'
      ? perArea(measure, by, language)
      : `${measureWords[measure].unit} per hexagon`,
  method: ({ hexagonKm2, measure }, language) => {
    const size = hexagonKm2 === null ? '' : ` of about ${roundKm2(hexagonKm2, language)}`;
    const each =
      measure && atSeveralPlaces.includes(measure)
        ? `; one ${measureWords[measure].single} at two places counts twice`
        : '';
    return `counted where the database puts them, in H3 hexagons${size}${each}`;
  },
} as const satisfies WaySpec;
