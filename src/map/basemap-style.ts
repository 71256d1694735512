import { interpolateRgb } from 'd3';
import type {
  ExpressionSpecification,
  LayerSpecification,
  StyleSpecification,
  SymbolLayerSpecification,
  VariableAnchorOffsetCollectionSpecification,
} from 'maplibre-gl';
import type { MapPalette } from '../model/map-palette.ts';

/** Deck layers go under this one: borders and labels stay on top of the heat. */
export const FIRST_LAYER_ABOVE_HEAT = 'borders';
/** Fills of whole countries go under this one, and so under the heat; it draws nothing. */
export const UNDER_HEAT = 'under-heat';
/** What part of its ink's colour a country under the pointer takes on. */
export const HOVERED_INK = 0.09;
/** Whether a country is under the pointer, for expressions of a style. */
export const isHovered: ExpressionSpecification = ['boolean', ['feature-state', 'hovered'], false];
/** The layer that answers which country a point is in. */
export const LAND_LAYER = 'land';
/** Outlines the countries that the filter keeps. */
export const SELECTED_LAYER = 'selected-country';
/** Source of the outline of the area that the filter keeps. */
export const SELECTION = 'selection';
/** The layers that draw it, the lower one first. */
export const SELECTION_LAYERS = ['selection-halo', SELECTION] as const;
/** Source of what labels must not cover, and its clear image, scaled by `size`. */
export const OBSTACLES = 'obstacles';
export const OBSTACLE_IMAGE = 'clear';
/** Source of country areas; a feature's id is its ISO alpha-2 code. */
export const AREAS = 'areas';
/** Source of coasts and borders, by the countries `a` and `b` on their sides. */
export const LINES = 'lines';

/** Pixels that a coast may be simplified by: not to be seen, and half the corners to draw. */
const TOLERANCE = 0.4;

const font = ['Inter Variable SemiBold', 'Inter Variable', 'system-ui', 'sans-serif'];
/** Where a label may stand about its point: on it, else below, above, or to a side. */
const labelAnchors: VariableAnchorOffsetCollectionSpecification = [
  ...['center', [0, 0], 'top', [0, 1.8], 'bottom', [0, -1.8]],
  ...['right', [-0.4, 0], 'left', [0.4, 0]],
] as VariableAnchorOffsetCollectionSpecification;
const lightFont = ['Inter Variable', 'system-ui', 'sans-serif'];

/** Address of a basemap file, whole, because MapLibre's worker lives elsewhere. */
export function basemapUrl(name: string): string {
  return new URL(`generated/basemap/${name}.json`, document.baseURI).href;
}

function landLayers(palette: MapPalette): LayerSpecification[] {
  const hovered = interpolateRgb(palette.land, palette.ink)(HOVERED_INK);
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': palette.sea } },
    {
      id: LAND_LAYER,
      type: 'fill',
      source: AREAS,
      // The land itself takes the tint: a layer of its own would be drawn for all countries in every frame.
      paint: { 'fill-color': ['case', isHovered, hovered, palette.land], 'fill-antialias': false },
    },
    { id: UNDER_HEAT, type: 'background', layout: { visibility: 'none' } },
    {
      id: FIRST_LAYER_ABOVE_HEAT,
      type: 'line',
      source: LINES,
      filter: ['!=', ['get', 'b'], ''],
      layout: { 'line-join': 'miter' },
      paint: {
        'line-color': palette.line,
        'line-width': ['interpolate', ['linear'], ['zoom'], 0, 0.5, 5, 1],
      },
    },
    {
      id: 'coast',
      type: 'line',
      source: LINES,
      filter: ['==', ['get', 'b'], ''],
      layout: { 'line-join': 'miter' },
      paint: {
        'line-color': palette.coast,
        'line-width': ['interpolate', ['linear'], ['zoom'], 0, 0.5, 5, 1],
      },
    },
  ];
}

function selectedLayer(colour: string): LayerSpecification {
  return {
    id: SELECTED_LAYER,
    type: 'line',
    source: LINES,
    filter: ['==', ['get', 'a'], '-'],
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': colour, 'line-width': 1.8 },
  };
}

/**
 * A line of dashes with the background's colour under it, so that it is read on any heat. Without a selection both are
 * hidden: for every source that is seen the map draws masks of all its tiles, twice in a picture.
 */
function selectionLayers({ selection, halo }: MapPalette): LayerSpecification[] {
  const shared = { type: 'line', source: SELECTION } as const;
  return [
    {
      ...shared,
      id: SELECTION_LAYERS[0],
      layout: { 'line-join': 'round', 'line-cap': 'round', visibility: 'none' },
      paint: { 'line-color': halo, 'line-width': 4, 'line-opacity': 0.75 },
    },
    {
      ...shared,
      id: SELECTION_LAYERS[1],
      layout: { 'line-join': 'round', visibility: 'none' },
      paint: { 'line-color': selection, 'line-width': 1.8, 'line-dasharray': [3, 1.6] },
    },
  ];
}

function labelLayers(palette: MapPalette, scale: number): LayerSpecification[] {
  const halo = { 'text-halo-color': palette.halo, 'text-halo-width': 1.6, 'text-halo-blur': 0.4 };
  const shared: SymbolLayerSpecification['layout'] = {
    'text-field': ['get', 'name'],
    'text-padding': 4,
    'text-max-width': 7,
    'text-variable-anchor-offset': labelAnchors,
    'text-justify': 'auto',
    'symbol-sort-key': ['get', 'rank'],
  };
  return [
    {
      id: 'city-labels',
      type: 'symbol',
      source: 'city-labels',
      minzoom: 3,
      filter: ['<=', ['get', 'zoom'], ['zoom']],
      layout: {
        ...shared,
        'text-font': lightFont,
        'text-size': 11 * scale,
      },
      paint: { 'text-color': palette.ink, ...halo },
    },
    {
      id: 'country-labels',
      type: 'symbol',
      source: 'country-labels',
      filter: ['<=', ['get', 'zoom'], ['zoom']],
      layout: {
        ...shared,
        'text-font': font,
        'text-size': ['interpolate', ['linear'], ['zoom'], 1, 11.5 * scale, 5, 14 * scale],
      },
      paint: { 'text-color': palette.ink, ...halo },
    },
  ];
}

/** Unseen discs under the server marks: labels make way for them. */
const obstacleLayer: LayerSpecification = {
  id: OBSTACLES,
  type: 'symbol',
  source: OBSTACLES,
  layout: {
    'icon-image': OBSTACLE_IMAGE,
    'icon-size': ['get', 'size'],
    'icon-allow-overlap': true,
    'icon-padding': 0,
  },
  paint: { 'icon-opacity': 0 },
};

/** All layers of the basemap in a palette, bottom first; letters are `scale` times their usual size. */
export function basemapLayers(palette: MapPalette, scale: number): LayerSpecification[] {
  return [
    ...landLayers(palette),
    selectedLayer(palette.selection),
    ...selectionLayers(palette),
    ...labelLayers(palette, scale),
    obstacleLayer,
  ];
}

/** The first style: small-scale areas and lines, labels to be filled in. No tile server, no glyphs. */
export function basemapStyle(palette: MapPalette, scale: number): StyleSpecification {
  const nothing = { type: 'FeatureCollection' as const, features: [] };
  const geojson = { type: 'geojson', tolerance: TOLERANCE } as const;
  return {
    version: 8,
    sources: {
      [AREAS]: { ...geojson, data: basemapUrl('areas-110m'), promoteId: 'id' },
      [LINES]: { ...geojson, data: basemapUrl('lines-110m') },
      [OBSTACLES]: { type: 'geojson', data: nothing },
      [SELECTION]: { type: 'geojson', data: nothing, tolerance: 0.1 },
      'country-labels': { type: 'geojson', data: nothing },
      'city-labels': { type: 'geojson', data: nothing },
    },
    layers: basemapLayers(palette, scale),
  };
}
