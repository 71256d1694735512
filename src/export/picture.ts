import type { CallAggregate, CellAggregate, DimensionAggregate } from '../model/aggregate.ts';
import type { Spread } from '../density/spread.ts';
import type { ColourChoice } from '../model/colour-choice.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { Measure } from '../model/query.ts';
import type { Pile } from '../model/pile.ts';
import type { Placing } from '../model/placing.ts';
import type { RatedGroups, Rating } from '../model/rate.ts';
import type { C2Server } from '../model/telemetry.ts';
import type { ScaleKind } from '../state/choices.ts';
import type { Way } from '../state/ways.ts';

/** Handling marks of the Traffic Light Protocol, version 2.0 (FIRST, 2022). */
export const tlpMarks = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type TlpMark = (typeof tlpMarks)[number];

/** What of the world is shown: all of it in Equal Earth, or a part in Mercator. */
export type PictureView =
  | { kind: 'world' }
  | {
      kind: 'mercator';
      /** Degrees: the centre of the map. */
      longitude: number;
      latitude: number;
      /** The world is 512 * 2^zoom scene units wide. */
      zoom: number;
    };

/** Everything that a picture shows. Nothing else decides how it looks: the same picture gives the same bytes. */
export interface Picture {
  /** Pixels. */
  width: number;
  height: number;
  /** Pixels to an inch, for paper and slides. */
  dpi: number;
  view: PictureView;
  theme: 'dark' | 'light';
  /** BCP 47 tag of names and numbers. */
  language: string;
  title: string;
  subtitle: string;
  tlp: TlpMark | null;

  way: Way;
  hexagonUnit: HexagonUnit;
  measure: Measure;
  /** The measure over everything that the filter keeps. */
  total: number;
  cells: CellAggregate | null;
  /** How the cells were made to lie. */
  placing: Placing;
  /** Smoothing that the reader chose, km (one sigma). */
  smoothingKm: number;
  scaleKind: ScaleKind;
  colours: ColourChoice;
  /** How the values of the whole data set are spread: for colours by rank. */
  spread: Spread | null;
  /** Domain of the colours, in the unit of the way that is drawn; null where none is known. */
  domain: readonly [number, number] | null;
  countries: DimensionAggregate | null;
  /** Countries by what they are shaded by; null where they are not. */
  shaded: RatedGroups | null;
  rating: Rating;
  selectedCountries: readonly string[];
  /** Likely default coordinates that are ringed. */
  piles: readonly Pick<Pile, 'key' | 'latitude' | 'longitude'>[];
  /** Keys of those whose hosts are left out. */
  without: readonly string[];
  /** Who called whom; null where that is not drawn. */
  calls: CallAggregate | null;
  servers: readonly C2Server[];
  reconstruction: boolean;
  dbIp: boolean;
  /** How the picture came about, a sentence each: data, database, filter, rows. */
  method: readonly string[];
}

/** Where the map's centre lies, in words for the picture's description. */
export function viewWords(view: PictureView): string {
  if (view.kind === 'world') return 'the world in Equal Earth projection';
  const part = (value: number, positive: string, negative: string) =>
    `${Math.abs(value).toFixed(1)}° ${value < 0 ? negative : positive}`;
  const centre = `${part(view.latitude, 'N', 'S')}, ${part(view.longitude, 'E', 'W')}`;
  return `the map around ${centre} in Mercator projection`;
}
