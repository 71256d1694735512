import { densityLayers } from './density-way.ts';
import type { MapWay } from '../map-way.ts';

/** Numbers by country: shaded by `country-layer.ts` from an answer that the readout needs with every way. */
export const countriesWay: MapWay = {
  plan: null,
  serves: () => true,
  make: () => null,
  layers: (_, look) => densityLayers(null, look),
};
