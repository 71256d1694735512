import { arcWords, NO_SERVERS_NAMED, type ArcPicture } from '../model/arcs.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import { measureWords } from '../model/measure.ts';
import { countWords } from '../model/number-words.ts';
import type { Placing } from '../model/placing.ts';
import type { Measure } from '../model/query.ts';
import { isRate, rateSpecs, type Rating } from '../model/rate.ts';

/** Ways of drawing the spread, in the order of the switch. */
export const ways = ['density', 'countries', 'hexagons', 'contours', 'places', 'arcs'] as const;
export type Way = (typeof ways)[number];

/** The cells that a way is drawn from: as fine as a field of the smoothing needs, or every place by itself. */
export type CellsOfWay = 'field' | 'places';

/** Places are drawn one by one from this zoom on; before it their circles would cover each other. */
export const PLACES_FROM_ZOOM = 6;

/** What everybody knows of a way: words, the query that it needs, and whose colours it has. */
export interface WaySpec {
  /** On the switch: one word. */
  name: string;
  explanation: string;
  /** The cells to ask for at a zoom (MapLibre's). */
  cells: (zoom: number) => CellsOfWay;
  /** Whose numbers the colours have. */
  colours: 'field' | 'hexagons' | 'countries' | 'none';
  /** What the colours are on: fields fade in, areas have edges, lines are thin. */
  drawn: 'field' | 'areas' | 'lines';
  /** Whether hosts that are known to the country only stand apart, hatched. */
  hatched: boolean;
  /** After a number: "machines per 1,000 km²". */
  unit: (measure: Measure, by: UnitChoices, language: string) => string;
  /** How the picture was made, in one line. */
  method: (made: MadeHow, language: string) => string;
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
  /** What is drawn of calls; null before that is known. */
  arcs: ArcPicture | null;
  /** Whether any row names a server. */
  namesServers: boolean;
}

/** What can be at several places: it counts at each. */
const atSeveralPlaces: readonly Measure[] = ['machines', 'prefixes', 'networks'];

const perArea = (measure: Measure, _: UnitChoices, language: string) =>
  `${measureWords[measure].unit} per ${countWords(1000, language)} km²`;

function spread({ smoothingKm, placing }: MadeHow): string {
  const smoothing = smoothingKm === null ? '' : `; smoothing ${Math.round(smoothingKm)}\u202fkm`;
  const placed =
    placing === 'pins'
      ? 'as pins: each on its coordinate, as if it were exact'
      : 'spread over their accuracy radius';
  return `${placed}${smoothing}`;
}

/** The ways: one entry each. */
export const waySpecs: Readonly<Record<Way, WaySpec>> = {
  density: {
    name: 'Density',
    explanation: 'Number per 1,000 km² of ground, spread by accuracy',
    cells: () => 'field',
    colours: 'field',
    drawn: 'field',
    hatched: true,
    unit: perArea,
    method: spread,
  },
  countries: {
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
  },
  hexagons: {
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
  },
  contours: {
    name: 'Contours',
    explanation: 'Lines of equal number per 1,000 km² of ground, spread by accuracy',
    cells: () => 'field',
    colours: 'field',
    drawn: 'lines',
    hatched: true,
    unit: perArea,
    method: spread,
  },
  places: {
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
        : `${spread(made)}; zoom in to see single places`,
  },
  arcs: {
    name: 'Arcs',
    explanation: 'From the countries of hosts to the servers that they called',
    cells: () => 'field',
    colours: 'none',
    drawn: 'lines',
    hatched: false,
    unit: (measure) => `${measureWords[measure].unit} by country and server`,
    method: ({ arcs, measure, namesServers }, language) => {
      if (!namesServers) return NO_SERVERS_NAMED;
      const how = 'great circles; the square of a width is in proportion to the number';
      return [how, ...(arcs && measure ? arcWords(arcs, measure, language) : [])].join('; ');
    },
  },
};

/** An area for people: three significant digits. */
export function roundKm2(km2: number, language: string): string {
  return `${new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(km2)}\u202fkm²`;
}
