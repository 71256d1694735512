import { perArea, spreadWords, type WaySpec } from './way-spec.ts';

/** Lines of equal density. */
export const contours = {
  name: 'Contours',
  explanation: 'Lines of equal number per 1,000 km² of ground, spread by accuracy',
  cells: () => 'field',
  colours: 'field',
  drawn: 'lines',
  hatched: true,
  unit: perArea,
  method: spreadWords,
} as const satisfies WaySpec;
