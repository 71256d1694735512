import type { InspectorTab } from '../model/inspection.ts';
import type { Dimension, Measure } from '../model/query.ts';
import type { Region } from '../model/region.ts';
import type { Placing } from '../model/placing.ts';
import type { Projection } from '../model/projection.ts';
import type { Quantity } from '../model/rate.ts';
import type { TimeRange } from '../model/time.ts';
import { usualColours, type ColourChoice } from '../model/colour-choice.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { Way } from '../ways/ways.ts';

/** How values become colours. */
export const scaleKinds = ['log', 'linear', 'quantile'] as const;
export type ScaleKind = (typeof scaleKinds)[number];

/** Where the map looks. */
export interface Camera {
  /** Degrees. */
  longitude: number;
  latitude: number;
  /** MapLibre zoom: the world is 512 * 2^zoom CSS pixels wide. */
  zoom: number;
}

/** Playback of the timeline: a window that moves. */
export interface Playback {
  playing: boolean;
  /** Length of the window in the timeline's bins. */
  windowBins: number;
  binsPerSecond: number;
}

/** Everything that a person chose. Nothing that was computed. */
export interface Choices {
  measure: Measure;
  way: Way;
  projection: Projection;
  /** What the colour of a hexagon says. */
  hexagonUnit: HexagonUnit;
  theme: 'dark' | 'light' | 'system';
  time: TimeRange | null;
  region: Region | null;
  /** Prefixes, in their usual spelling, whose hosts are kept; none keeps all. */
  prefixes: readonly string[];
  where: Partial<Record<Dimension, readonly string[]>>;
  /** Keys of the piles whose hosts are left out. */
  without: readonly string[];
  /** Whether likely default coordinates are looked for and marked on the map. */
  showPiles: boolean;
  /** How the timeline counts hosts and machines. */
  counting: 'active' | 'new';
  /** The ranking in front. */
  ranking: Dimension;
  /** What rankings and country shading show of each group. */
  quantity: Quantity;
  /** Groups that count less have few: they are marked, or hidden. */
  fewBelow: number;
  hidesFew: boolean;
  /** Whether hosts are spread over their accuracy radius, or lie on their coordinate. */
  placing: Placing;
  /** Smoothing of the density, km (one sigma). */
  smoothingKm: number;
  scaleKind: ScaleKind;
  /** Colours of values and how strongly they cover the map. */
  colours: ColourChoice;
  /** Domain of colours or sizes that the reader locked, in the unit of the way; null: fitted to the whole data set. */
  domain: readonly [number, number] | null;
  camera: Camera | null;
  playback: Playback;
  /** Address of the C2 server whose card is open, or a group `country:NL`. */
  selectedServer: string | null;
  /** The tab of the inspector that is open; null: it is closed. */
  inspecting: InspectorTab | null;
}

/** Where a map without a camera looks: the middle of the inhabited world. Degrees. */
export const firstCentre = { longitude: 8, latitude: 22 } as const;

/** What a new visit starts with. */
export const initialChoices: Choices = {
  measure: 'machines',
  way: 'density',
  projection: 'mercator',
  hexagonUnit: 'area',
  theme: 'system',
  time: null,
  region: null,
  prefixes: [],
  where: {},
  without: [],
  showPiles: false,
  counting: 'new',
  ranking: 'country',
  quantity: 'count',
  fewBelow: 10,
  hidesFew: false,
  placing: 'uncertain',
  smoothingKm: 40,
  scaleKind: 'log',
  colours: usualColours,
  domain: null,
  camera: null,
  playback: { playing: false, windowBins: 7, binsPerSecond: 7 },
  selectedServer: null,
  inspecting: null,
};
