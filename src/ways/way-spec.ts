import { measureWords } from '../model/measure.ts';
import { countWords } from '../model/number-words.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { Placing } from '../model/placing.ts';
import type { Measure } from '../model/query.ts';
import type { Rating } from '../model/rate.ts';
import type { SymbolPicture, SymbolWay } from './symbols.ts';

/** The cells that a way is drawn from: as fine as a field of the smoothing needs, or every place by itself. */
export type CellsOfWay = 'field' | 'places';

/** A way of drawing: words, the query that it needs, whose colours it has, and its symbols where it is made of such. */
export interface WaySpec {
  /** On the switch: one word. */
  name: string;
  explanation: string;
  /** The cells to ask for at a zoom (MapLibre's). */
  cells: (zoom: number) => CellsOfWay;
  /** Whose numbers the colours have, or the sizes of its symbols; 'none' where they fit what is shown. */
  colours: 'field' | 'hexagons' | 'countries' | 'sizes' | 'none';
  /** What the colours are on: fields fade in, areas have edges, lines are thin. */
  drawn: 'field' | 'areas' | 'lines';
  /** Whether hosts that are known to the country only stand apart, hatched. */
  hatched: boolean;
  /** After a number: "machines per 1,000 km²". */
  unit: (measure: Measure, by: UnitChoices, language: string) => string;
  /** How the picture was made, in one line. */
  method: (made: MadeHow, language: string) => string;
  /** Draws in symbols: map, legend, readout, pictures and files of data need nothing else to be told. */
  symbols?: SymbolWay;
}

/** What a unit depends on. */
export interface UnitChoices {
  hexagonUnit: HexagonUnit;
  /** By what countries are shaded. */
  quantity: Rating['quantity'];
}

/** Numbers per area, and counts. */
export const usualUnits: UnitChoices = { hexagonUnit: 'area', quantity: 'count' };

/** What the picture really has. */
export interface MadeHow {
  /** One sigma, km; null before it is known. */
  smoothingKm: number | null;
  /** Mean area of the hexagons, km²; null where there are none. */
  hexagonKm2: number | null;
  /** Whether places are drawn one by one. */
  showsPlaces: boolean;
  /** What is counted; null where the line is not to depend on it. */
  measure: Measure | null;
  /** How hosts were made to lie. */
  placing: Placing;
  /** What a way of symbols drew; null with every other way, and before that is known. */
  symbols: SymbolPicture | null;
  /** Whether any row of the telemetry names a server. */
  namesServers: boolean;
}

/** "machines per 1,000 km²". */
export function perArea(measure: Measure, _: UnitChoices, language: string): string {
  return `${measureWords[measure].unit} per ${countWords(1000, language)} km²`;
}

/** How a field was made: where hosts lie, and its smoothing. */
export function spreadWords({ smoothingKm, placing }: MadeHow): string {
  const smoothing = smoothingKm === null ? '' : `; smoothing ${Math.round(smoothingKm)}\u202fkm`;
  const placed =
    placing === 'pins'
      ? 'as pins: each on its coordinate, as if it were exact'
      : 'spread over their accuracy radius';
  return `${placed}${smoothing}`;
}
