import { measureWords } from '../model/measure.ts';
import { isRate, rateSpecs } from '../model/rate.ts';
import type { WaySpec } from './way-spec.ts';

/** Countries shaded by number, share or rate. */
export const countries = {
  name: 'Countries',
  explanation: 'Number in each country, whatever the precision',
  cells: () => 'field',
  colours: 'countries',
  drawn: 'areas',
  hatched: false,
  unit: (measure, { quantity }) => {
    const { unit } = measureWords[measure];
    if (isRate(quantity)) return `${unit} ${rateSpecs[quantity].words}`;
    return quantity === 'share' ? `share of ${unit}, %` : `${unit} by country`;
  },
  method: () => 'everything located in the country',
} as const satisfies WaySpec;
