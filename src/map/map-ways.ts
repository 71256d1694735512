import type { DrawnWay, Way } from '../ways/ways.ts';
import { contoursWay } from './layers/contours-way.ts';
import { countriesWay } from './layers/countries-way.ts';
import { densityWay } from './layers/density-way.ts';
import { hexagonsWay } from './layers/hexagons-way.ts';
import { symbolsWay } from './layers/symbols-way.ts';
import { placesWay } from './layers/places-way.ts';
import type { MapWay } from './map-way.ts';

/** Ways with drawing of their own: a file and a line each. */
const drawnWays: Readonly<Record<DrawnWay, MapWay>> = {
  density: densityWay,
  countries: countriesWay,
  hexagons: hexagonsWay,
  contours: contoursWay,
  places: placesWay,
};

/** All that draw something. */
export const mapWays: readonly MapWay[] = [...Object.values(drawnWays), symbolsWay];

/** How a way is drawn on the map: as symbols, unless it has drawing of its own. */
export function mapWayOf(way: Way): MapWay {
  return (drawnWays as Partial<Record<Way, MapWay>>)[way] ?? symbolsWay;
}
