import type {
  CircleLayerSpecification,
  GeoJSONSource,
  LineLayerSpecification,
  Map as MapLibre,
  SymbolLayerSpecification,
} from 'maplibre-gl';
import { mapPalettes } from '../../model/map-palette.ts';
import {
  symbolOpacity,
  MOST_COVERED,
  symbolWords,
  type MapSymbol,
  type SymbolPicture,
} from '../../ways/symbols.ts';
import { FIRST_LAYER_ABOVE_HEAT, OBSTACLE_IMAGE } from '../basemap-style.ts';
import type { MapWay } from '../map-way.ts';
import { addObstacleImage, OBSTACLE_PIXELS } from '../obstacle-image.ts';
import { densityLayers } from './density-way.ts';

const SOURCE = 'symbols';
const LINES = 'symbol-lines';
const CIRCLES = 'symbol-circles';
/** A symbol is read from so near, CSS pixels. */
const REACH = 4;
/** More symbols at a point are only counted. */
const MOST_READ = 3;

/** What each map shows, and its symbols by id. */
const shown = new WeakMap<MapLibre, { picture: SymbolPicture; byId: Map<string, MapSymbol> }>();

function geometryOf(symbol: MapSymbol): GeoJSON.Geometry {
  return symbol.kind === 'circle'
    ? { type: 'Point', coordinates: [...symbol.at] }
    : { type: 'LineString', coordinates: symbol.line.map((position) => [...position]) };
}

function featuresOf({ symbols }: SymbolPicture): GeoJSON.FeatureCollection {
  const features = symbols.map((symbol, n): GeoJSON.Feature => ({
    type: 'Feature',
    properties: { id: symbol.id, n, size: symbol.size },
    geometry: geometryOf(symbol),
  }));
  return { type: 'FeatureCollection', features };
}

const lines: LineLayerSpecification = {
  ...{ id: LINES, type: 'line', source: SOURCE, filter: ['==', ['geometry-type'], 'LineString'] },
  layout: { 'line-cap': 'round', 'line-join': 'round' },
  paint: { 'line-width': ['get', 'size'] },
};

const circles: CircleLayerSpecification = {
  ...{ id: CIRCLES, type: 'circle', source: SOURCE, filter: ['==', ['geometry-type'], 'Point'] },
  layout: { 'circle-sort-key': ['get', 'n'] },
  paint: { 'circle-radius': ['get', 'size'], 'circle-stroke-width': 1 },
};

/** Labels make way for small circles. */
const obstacles: SymbolLayerSpecification = {
  ...{ id: 'symbol-obstacles', type: 'symbol', source: SOURCE },
  filter: ['all', ['==', ['geometry-type'], 'Point'], ['<=', ['get', 'size'], MOST_COVERED]],
  layout: {
    'icon-image': OBSTACLE_IMAGE,
    'icon-size': ['/', ['*', 2, ['get', 'size']], OBSTACLE_PIXELS],
    'icon-allow-overlap': true,
    'icon-padding': 0,
  },
  paint: { 'icon-opacity': 0 },
};

const nothing: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

function addLayers(map: MapLibre): void {
  map.addSource(SOURCE, { type: 'geojson', data: nothing, tolerance: 0.1 });
  // Borders and outlines lie on top of what is drawn, as in pictures.
  for (const layer of [lines, circles]) map.addLayer(layer, FIRST_LAYER_ABOVE_HEAT);
  addObstacleImage(map);
  map.addLayer(obstacles);
}

/** Lines and circles of any way of symbols, drawn by MapLibre: also round the globe. */
export const symbolsWay: MapWay = {
  plan: null,
  serves: () => true,
  make: () => null,
  layers: (_, look) => densityLayers(null, look),
  show(map, _, { symbols, theme, opacity, strength }) {
    // Also where nothing is drawn: layers that are there are made ready while the map rests.
    if (!map.getSource(SOURCE)) addLayers(map);
    for (const [layer, kind] of [
      [LINES, 'line'],
      [CIRCLES, 'circle'],
      [obstacles.id, 'circle'],
    ] as const) {
      map.setLayoutProperty(layer, 'visibility', symbols?.kind === kind ? 'visible' : 'none');
    }
    const source = map.getSource<GeoJSONSource>(SOURCE);
    if (!symbols) {
      // What comes back later is another picture: the old one must not flash up before it.
      if (shown.delete(map)) void source?.setData(nothing);
      return;
    }
    if (shown.get(map)?.picture !== symbols) {
      const byId = new Map(symbols.symbols.map((symbol) => [symbol.id, symbol]));
      shown.set(map, { picture: symbols, byId });
      void source?.setData(featuresOf(symbols));
    }
    const { place, halo } = mapPalettes[theme];
    map.setPaintProperty(LINES, 'line-color', place);
    map.setPaintProperty(LINES, 'line-opacity', symbolOpacity.line * opacity * strength);
    map.setPaintProperty(CIRCLES, 'circle-color', place);
    map.setPaintProperty(CIRCLES, 'circle-opacity', symbolOpacity.circle * opacity * strength);
    map.setPaintProperty(CIRCLES, 'circle-stroke-color', halo);
    map.setPaintProperty(CIRCLES, 'circle-stroke-opacity', opacity * strength);
  },
  readMap(map, { x, y }, { measure, language }, country) {
    const { picture, byId } = shown.get(map) ?? {};
    if (!picture || !byId) return [];
    const near = [
      [x - REACH, y - REACH],
      [x + REACH, y + REACH],
    ] as [[number, number], [number, number]];
    const found = map.queryRenderedFeatures(near, { layers: [LINES, CIRCLES] });
    // The map may still have what was there before: another number under the same id, or none.
    const ids = new Set(found.map(({ properties }) => String(properties['id'])));
    const symbols = [...ids].flatMap((id) => (id === country ? [] : (byId.get(id) ?? [])));
    // What lies on top first where circles cross; the widest first among lines.
    const sign = picture.kind === 'circle' ? 1 : -1;
    symbols.sort((a, b) => sign * (a.size - b.size));
    const words = symbols
      .slice(0, MOST_READ)
      .map((symbol) => symbolWords(symbol, picture, { measure, language }));
    const more = symbols.length - MOST_READ;
    if (more <= 0) return words;
    const { single, several } = picture.words;
    return [...words, `and ${more} more ${more === 1 ? single : several} here`];
  },
};
