import type { Layer } from '@deck.gl/core';
import type { Map as MapLibre } from 'maplibre-gl';
import type { CellAggregate } from '../model/aggregate.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { Measure } from '../model/query.ts';
import type { Projection } from '../model/projection.ts';
import type { ColourScale } from '../density/colour-scale.ts';
import type { DensityClient } from '../density/density-client.ts';
import type { FieldView } from '../density/density-field.ts';
import type { HexagonGrid } from '../density/hexagon-grid.ts';
import type { PlacePoints } from '../density/place-points.ts';
import type { FieldGrid } from '../density/read-field.ts';
import type { VisibleBox } from '../density/view-of-field.ts';
import type { SymbolPicture } from '../ways/symbols.ts';
import type { Way } from '../ways/ways.ts';

/** What of the world the map shows. */
export interface Sight {
  box: VisibleBox;
  /** MapLibre's. */
  zoom: number;
}

/** What a drawing depends on beside its cells. */
export interface DrawingOptions {
  /** Smoothing that the reader chose, km (one sigma). */
  smoothingKm: number;
  /** Values that lines are drawn at. */
  at: readonly number[];
}

/** Ground that a drawing is made for, and how finely. */
export interface Plan {
  /** Pixels of the view matter to fields only. */
  view: FieldView;
  /** Of hexagons. */
  resolution: number | null;
}

/** What is to be drawn. */
export interface DrawingRequest {
  way: Way;
  cells: CellAggregate;
  plan: Plan;
  options: DrawingOptions;
}

/** What a way draws: numbers that were made for some ground, and what they were made of. */
export interface Drawing {
  way: Way;
  cells: CellAggregate;
  /** The smoothing that a field really has, km (one sigma). */
  smoothingKm: number | null;
  field: FieldGrid | null;
  hexagons: HexagonGrid | null;
  /** GeoJSON of lines of equal value. */
  contours: Uint8Array<ArrayBuffer> | null;
  places: PlacePoints | null;
}

/** How what is drawn looks, and in whose words it is told. */
export interface Look {
  scale: ColourScale | null;
  /** 0 to 1: less while a newer answer is on its way. */
  opacity: number;
  /** 0 to 1, as chosen: colours of a scale have it already. */
  strength: number;
  theme: 'dark' | 'light';
  projection: Projection;
  measure: Measure;
  hexagonUnit: HexagonUnit;
  /** What a way of symbols draws; null with every other way. */
  symbols: SymbolPicture | null;
  language: string;
}

/** A way of drawing on the map. */
export interface MapWay {
  /** Ground and fineness for a sight; null where nothing is made beyond the answers themselves. */
  plan: ((sight: Sight, options: DrawingOptions) => Plan) | null;
  /** Whether what was made for a plan still serves a sight. */
  serves: (plan: Plan, sight: Sight, options: DrawingOptions) => boolean;
  /** Makes the drawing off the main thread; null where these cells are not those that it needs: others are on their way. */
  make: (
    request: DrawingRequest,
    client: DensityClient,
    signal: AbortSignal,
  ) => Promise<Drawing> | null;
  /** The deck layers, bottom first. */
  layers: (drawing: Drawing | null, look: Look) => Layer[];
  /**
   * A deck layer of the way's own kind, without data: deck.gl links the programs of a kind with its first layer, and does so
   * while the map rests instead of within the first picture. What MapLibre draws is made ready without.
   */
  ready?: (look: Look) => Layer;
  /** Draws with MapLibre's own layers; null takes the drawing away. */
  show?: (map: MapLibre, drawing: Drawing | null, look: Look) => void;
  /** Lines of the readout at a position in degrees, but for a field's value, which is read everywhere alike. */
  read?: (
    drawing: Drawing,
    at: readonly [longitude: number, latitude: number],
    sight: { zoom: number },
    look: Look,
  ) => string[];
  /**
   * Lines of the readout at a point of the map's container (CSS pixels), for what MapLibre's own layers draw.
   * @param country that is there, of which the readout tells anyway; '' at sea
   */
  readMap?: (
    map: MapLibre,
    point: { x: number; y: number },
    look: Look,
    country: string,
  ) => string[];
}

/** A drawing of nothing, to be filled. */
export function emptyDrawing({ way, cells }: Pick<DrawingRequest, 'way' | 'cells'>): Drawing {
  return {
    way,
    cells,
    smoothingKm: null,
    field: null,
    hexagons: null,
    contours: null,
    places: null,
  };
}
