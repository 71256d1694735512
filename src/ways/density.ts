import { perArea, spreadWords, type WaySpec } from './way-spec.ts';

/** Hosts per 1,000 km², as a field of colours. */
export const density = {
  name: 'Density',
  explanation: 'Number per 1,000 km² of ground, spread by accuracy',
  cells: () => 'field',
  colours: 'field',
  drawn: 'field',
  hatched: true,
  unit: perArea,
  method: spreadWords,
} as const satisfies WaySpec;
