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
import { OBSTACLE_IMAGE } from '../basemap-style.ts';
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

/** What each map shows. */
const shown = new WeakMap<MapLibre, SymbolPicture>();

function geometryOf(symbol: MapSymbol): GeoJSON.Geometry {
  return symbol.kind === 'circle'
    ? { type: 'Point', coordinates: [...symbol.at] }
    : { type: 'LineString', coordinates: symbol.line.map((position) => [...position]) };
}

function featuresOf({ symbols }: SymbolPicture): GeoJSON.FeatureCollection {
  const features = symbols.map((symbol, n): GeoJSON.Feature => ({
    type: 'Feature',
    properties: { n, size: symbol.size },
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

function addLayers(map: MapLibre): void {
  const nothing = { type: 'FeatureCollection' as const, features: [] };
  map.addSource(SOURCE, { type: 'geojson', data: nothing, tolerance: 0.1 });
  for (const layer of [lines, circles]) map.addLayer(layer, 'city-labels');
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
    if (!map.getSource(SOURCE)) {
      if (!symbols) return;
      addLayers(map);
    }
    for (const [layer, kind] of [
      [LINES, 'line'],
      [CIRCLES, 'circle'],
      [obstacles.id, 'circle'],
    ] as const) {
      map.setLayoutProperty(layer, 'visibility', symbols?.kind === kind ? 'visible' : 'none');
    }
    if (!symbols) return;
    if (shown.get(map) !== symbols) {
      shown.set(map, symbols);
      void map.getSource<GeoJSONSource>(SOURCE)?.setData(featuresOf(symbols));
    }
    const { place, halo } = mapPalettes[theme];
    map.setPaintProperty(LINES, 'line-color', place);
    map.setPaintProperty(LINES, 'line-opacity', symbolOpacity.line * opacity * strength);
    map.setPaintProperty(CIRCLES, 'circle-color', place);
    map.setPaintProperty(CIRCLES, 'circle-opacity', symbolOpacity.circle * opacity * strength);
    map.setPaintProperty(CIRCLES, 'circle-stroke-color', halo);
    map.setPaintProperty(CIRCLES, 'circle-stroke-opacity', opacity * strength);
  },
  readMap(map, { x, y }, { symbols, measure, language }, country) {
    if (!symbols || !map.getLayer(LINES)) return [];
    const near = [
      [x - REACH, y - REACH],
      [x + REACH, y + REACH],
    ] as [[number, number], [number, number]];
    const found = map.queryRenderedFeatures(near, { layers: [LINES, CIRCLES] });
    const numbers = [...new Set(found.map(({ properties }) => Number(properties['n'])))].filter(
      (n) => symbols.symbols[n]?.id !== country,
    );
    // What lies on top first where circles cross; the widest first among lines.
    numbers.sort((a, b) => (symbols.kind === 'circle' ? b - a : a - b));
    const words = numbers.slice(0, MOST_READ).flatMap((n) => {
      const symbol = symbols.symbols[n];
      return symbol ? [symbolWords(symbol, symbols, { measure, language })] : [];
    });
    const more = numbers.length - MOST_READ;
    if (more <= 0) return words;
    return [
      ...words,
      `and ${more} more ${more === 1 ? symbols.words.single : symbols.words.several} here`,
    ];
  },
};
