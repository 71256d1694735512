import type {
  CallAggregate,
  CellAggregate,
  DimensionAggregate,
  TimeAggregate,
} from '../model/aggregate.ts';
import type { Spread } from '../density/spread.ts';
import type { ColourChoice } from '../model/colour-choice.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { Dimension, Measure } from '../model/query.ts';
import type { Pile } from '../model/pile.ts';
import type { Placing } from '../model/placing.ts';
import type { RatedGroups, Rating } from '../model/rate.ts';
import type { Region } from '../model/region.ts';
import type { C2Server } from '../model/telemetry.ts';
import type { TimeRange } from '../model/time.ts';
import type { ScaleKind } from '../state/choices.ts';
import type { Way } from '../ways/ways.ts';
import type { PageSize } from './page.ts';

/** Handling marks of the Traffic Light Protocol, version 2.0 (FIRST, 2022). */
export const tlpMarks = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type TlpMark = (typeof tlpMarks)[number];

/** How the picture may be passed on: a mark of the protocol, or words of the reader's own. */
export type HandlingMark = { kind: 'tlp'; mark: TlpMark } | { kind: 'text'; text: string };

/** Projections of the whole world. */
export const worldProjections = [
  'equal-earth',
  'natural-earth',
  'robinson',
  'orthographic',
] as const;
export type WorldProjection = (typeof worldProjections)[number];

/** What of the world is shown. */
export type PictureView =
  | {
      kind: 'world';
      projection: WorldProjection;
      /** Degrees: the middle of the map. Only the globe (orthographic) has a latitude other than 0. */
      longitude: number;
      latitude: number;
    }
  | {
      kind: 'mercator';
      /** Degrees: the centre of the map. */
      longitude: number;
      latitude: number;
      /** The world is 512 * 2^zoom scene units wide. */
      zoom: number;
      /** Where given, the zoom is that of a map of this size (CSS pixels), and all that it shows is in the picture. */
      on?: { width: number; height: number };
    }
  | {
      /** The globe as the map shows it: from a camera above the middle, so that less than half of the earth is seen. */
      kind: 'globe';
      /** Degrees: the middle of the map. */
      longitude: number;
      latitude: number;
      /** That of Mercator at the middle, on the map. */
      zoom: number;
      /** Of the globe at its nearest point, and from the camera to it; CSS pixels of the map. */
      radius: number;
      camera: number;
      /** The map that shows it, CSS pixels. */
      on: { width: number; height: number };
    }
  /** Countries (ISO alpha-2) fitted into the map, in an equal-area projection about their middle. */
  | { kind: 'countries'; codes: readonly string[] }
  /** A box of degrees fitted in the same way; east may be less than west, across the antimeridian. */
  | { kind: 'box'; west: number; south: number; east: number; north: number };

/** All of the world, as a new picture shows it. */
export const wholeWorld: PictureView & { kind: 'world' } = {
  kind: 'world',
  projection: 'equal-earth',
  longitude: 0,
  latitude: 0,
};

export const pictureThemes = ['dark', 'light', 'print', 'contrast'] as const;
export type PictureTheme = (typeof pictureThemes)[number];

/** What can be left out of a picture. */
export const pictureExtras = [
  'figure',
  'legend',
  'scale',
  'labels',
  'servers',
  'callouts',
  'table',
  'timeline',
  'method',
] as const;
export type PictureExtra = (typeof pictureExtras)[number];

/** Nothing left out. */
export const allExtras = Object.fromEntries(pictureExtras.map((extra) => [extra, true])) as Record<
  PictureExtra,
  boolean
>;

/** A remark at a place on the map. */
export interface Annotation {
  text: string;
  /** Degrees: what it is about. */
  longitude: number;
  latitude: number;
  /** Whether an arrow leads from the words to the place; without one they stand on it. */
  arrow: boolean;
}

/** A logo of the reader's own, as pixels: `columns * rows` RGBA, not premultiplied. */
export interface Logo {
  name: string;
  columns: number;
  rows: number;
  pixels: Uint8ClampedArray;
}

/** A ranking as the table shows it, most first. */
export interface RankingTable {
  dimension: Dimension;
  /** "Countries". */
  title: string;
  rows: readonly {
    name: string;
    value: number;
    /** Whether the filter names it, among others of its dimension that it does not. */
    isKept?: boolean;
  }[];
  /** What shares are of: everything that the filter keeps. */
  total: number;
  /** Groups that there are, shown or not. */
  groups: number;
}

/** Everything that a picture shows. Nothing else decides how it looks: the same picture gives the same bytes. */
export interface Picture extends PageSize {
  view: PictureView;
  theme: PictureTheme;
  /** BCP 47 tag of names and numbers. */
  language: string;
  title: string;
  subtitle: string;
  mark: HandlingMark | null;
  shown: Readonly<Record<PictureExtra, boolean>>;
  annotations: readonly Annotation[];
  logo: Logo | null;

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
  /** Domain of the colours or sizes, in the unit of the way that is drawn; null where none is known. */
  domain: readonly [number, number] | null;
  countries: DimensionAggregate | null;
  /** Countries by what they are shaded by; null where they are not. */
  shaded: RatedGroups | null;
  rating: Rating;
  selectedCountries: readonly string[];
  /** The area that the filter keeps. */
  region: Region | null;
  ranking: RankingTable | null;
  /** The timeline over all times, and the window that is shown. */
  timeline: TimeAggregate | null;
  window: TimeRange | null;
  /** The times of what is shown: the window, else those of the data; null where nothing is dated. */
  covers: TimeRange | null;
  /** Likely default coordinates that are ringed. */
  piles: readonly Pick<Pile, 'key' | 'latitude' | 'longitude'>[];
  /** Keys of those whose hosts are left out. */
  without: readonly string[];
  /** Who called whom; null where that is not drawn. */
  calls: CallAggregate | null;
  /** Whether any row of the telemetry names a server. */
  namesServers: boolean;
  servers: readonly C2Server[];
  reconstruction: boolean;
  dbIp: boolean;
  /** Clauses of the filter in words, but for the window. */
  filters: readonly string[];
  /** How the picture came about, a sentence each: data, database, filter, rows. */
  method: readonly string[];
  /** What restores the view and the picture, for the metadata of files; '' for none. */
  session: string;
}

const part = (value: number, positive: string, negative: string, digits: number) =>
  `${Math.abs(value).toFixed(digits)}° ${value < 0 ? negative : positive}`;

/** A position in words: "52.3° N, 5.6° E". */
export function positionWords(longitude: number, latitude: number, digits = 1): string {
  return `${part(latitude, 'N', 'S', digits)}, ${part(longitude, 'E', 'W', digits)}`;
}
