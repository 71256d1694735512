import type { CallAggregate, CellAggregate, DimensionAggregate } from '../model/aggregate.ts';
import type { ColourChoice } from '../model/colour-choice.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { Measure } from '../model/query.ts';
import type { Pile } from '../model/pile.ts';
import type { Region } from '../model/region.ts';
import type { Placing } from '../model/placing.ts';
import type { Projection } from '../model/projection.ts';
import type { RatedGroups, Rating } from '../model/rate.ts';
import type { C2Server } from '../model/telemetry.ts';
import type { ColourScale } from '../density/colour-scale.ts';
import type { DensityClient } from '../density/density-client.ts';
import type { Camera, ScaleKind } from '../state/choices.ts';
import type { Way } from '../ways/ways.ts';
import type { DrawingChange } from './drawing-control.tsx';
import type { Detail } from './use-drawing.ts';

/** What a victim count of a server or of a country's servers says on the card. */
export interface ServerVictims {
  value: number;
  /** The base of the share. */
  total: number;
}

/** What the map needs. It asks no source: everything to draw comes in, everything chosen goes out. */
export interface AtlasMapProps {
  way: Way;
  projection: Projection;
  measure: Measure;
  theme: 'dark' | 'light';
  /** BCP 47 tag for names and numbers. */
  language: string;
  /** Where to look; null is the whole world. A change from outside moves the map; its own reports do not. */
  camera: Camera | null;

  /** Cells of the density; null before the first answer. */
  cells: CellAggregate | null;
  /** Cells that came in before, and are not read any more. Always the same function. */
  onSpent: (cells: CellAggregate) => void;
  /** How the cells were made to lie. */
  placing: Placing;
  /** True while a newer answer is on its way: the old picture stays, dimmed where that takes long. */
  stale: boolean;
  densityClient: DensityClient;
  /** Smoothing that the reader chose, km (one sigma); the map never goes below two of its pixels. */
  smoothingKm: number;
  /** Colours and domain of the way; null before a domain is known (nothing is drawn). */
  scale: ColourScale | null;
  hexagonUnit: HexagonUnit;
  scaleKind: ScaleKind;
  colours: ColourChoice;
  /** True while the reader holds the domain where it is. */
  domainLocked: boolean;
  /** True while the domain is being fitted to the data. */
  isFitting: boolean;

  /** The measure by country over everything that the filter keeps, with its country-only part. */
  countries: DimensionAggregate | null;
  /** Countries by what they are shaded by; null before that is known, and where they are not shaded. */
  shaded: RatedGroups | null;
  rating: Rating;
  /** Countries that the filter keeps, or none: drawn as selected. */
  selectedCountries: readonly string[];

  /** The area that the filter keeps, drawn as an outline. */
  region: Region | null;

  /** Likely default coordinates to be ringed. */
  piles: readonly Pile[];
  /** Keys of the piles that are left out. */
  without: readonly string[];

  /** Who called whom, where that is drawn. */
  calls: CallAggregate | null;
  /** Whether any row names a server. */
  namesServers: boolean;
  servers: readonly C2Server[];
  /** What the servers of the lens have together; null where there is none, or before that is known. */
  lensVictims: ServerVictims | null;
  /** Addresses of the servers whose victims are shown alone; none: all. */
  lens: readonly string[];
  /** Address of a server, or `country:NL` for a group. */
  selectedServer: string | null;
  /** Victims of a server (by address) or of a group (`country:NL`), where the data tells. */
  victimsOf?: ((key: string) => ServerVictims | null) | undefined;

  /** True for the bundled reconstruction: the legend says so. */
  reconstruction: boolean;
  /** True where a DB-IP database is in use: the attribution names it. */
  dbIp: boolean;

  onWay: (way: Way) => void;
  onProjection: (projection: Projection) => void;
  /** Colours, scale or smoothing were chosen. */
  onDrawing: (change: DrawingChange) => void;
  onHexagonUnit: (unit: HexagonUnit) => void;
  /** After the map came to rest at another place. */
  onCamera: (camera: Camera) => void;
  /** How finely the zoom lets things be drawn, and so asked for. Told once at the start, then on change. */
  onDetail: (detail: Detail) => void;
  /** The reader asks for pins, or for the spread by accuracy. */
  onPlacing: (placing: Placing) => void;
  /** An area was drawn, or chosen by the keyboard. */
  onRegion: (region: Region) => void;
  /** A country was clicked. */
  onCountry: (code: string) => void;
  /** A server or group was opened, or closed with null. */
  onServer: (key: string | null) => void;
  /** The reader asks for the victims of some servers alone; none: of all. */
  onLens: (addresses: readonly string[]) => void;
  /** The reader asks to hold the domain (true) or to let it fit the data again (false). */
  onLockDomain: (locked: boolean) => void;
  onContextLost?: ((message: string) => void) | undefined;
  onContextRestored?: (() => void) | undefined;
}
