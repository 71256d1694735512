import { perArea, spreadWords, type WaySpec } from './way-spec.ts';

/** Places are drawn one by one from this zoom on; before it their circles would cover each other. */
export const PLACES_FROM_ZOOM = 6;

/** Every place with its accuracy circle, close up. */
export const places = {
  name: 'Places',
  explanation: 'Every place with its accuracy circle, once zoomed in',
  cells: (zoom) => (zoom >= PLACES_FROM_ZOOM ? 'places' : 'field'),
  colours: 'field',
  drawn: 'field',
  hatched: true,
  unit: perArea,
  method: (made) =>
    made.showsPlaces
      ? 'dots by number at a place; circles of the accuracy radius hold 67\u202f% of hosts'
      : `${spreadWords(made)}; zoom in to see single places`,
} as const satisfies WaySpec;
