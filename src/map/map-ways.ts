import type { Way } from '../state/ways.ts';
import { arcsWay } from './layers/arcs-way.ts';
import { contoursWay } from './layers/contours-way.ts';
import { countriesWay } from './layers/countries-way.ts';
import { densityWay } from './layers/density-way.ts';
import { hexagonsWay } from './layers/hexagons-way.ts';
import { placesWay } from './layers/places-way.ts';
import type { MapWay } from './map-way.ts';

/** How each way is drawn on the map: a file and a line each. */
export const mapWays: Readonly<Record<Way, MapWay>> = {
  density: densityWay,
  countries: countriesWay,
  hexagons: hexagonsWay,
  contours: contoursWay,
  places: placesWay,
  arcs: arcsWay,
};
