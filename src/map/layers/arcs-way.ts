import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { arcTitle, arcWidth, greatCircle, type ArcPicture } from '../../model/arcs.ts';
import { countryName } from '../../model/country-name.ts';
import { mapPalettes } from '../../model/map-palette.ts';
import { unitFor } from '../../model/measure.ts';
import { countWords, shareWords } from '../../model/number-words.ts';
import type { MapWay } from '../map-way.ts';
import { densityLayers } from './density-way.ts';

const SOURCE = 'arcs';
const LINES = 'arc-lines';
const OPACITY = 0.75;
/** An arc is read from so near, CSS pixels. */
const REACH = 4;

/** What each map shows. */
const shown = new WeakMap<MapLibre, ArcPicture>();

function featuresOf({ arcs }: ArcPicture): GeoJSON.FeatureCollection {
  const largest = arcs[0]?.value ?? 1;
  const features = arcs.map((arc, n): GeoJSON.Feature => ({
    type: 'Feature',
    properties: { n, width: arcWidth(arc.value, largest) },
    geometry: { type: 'LineString', coordinates: greatCircle(arc.from, arc.to) },
  }));
  return { type: 'FeatureCollection', features };
}

function addLayer(map: MapLibre): void {
  const nothing = { type: 'FeatureCollection' as const, features: [] };
  map.addSource(SOURCE, { type: 'geojson', data: nothing, tolerance: 0.1 });
  map.addLayer(
    {
      id: LINES,
      type: 'line',
      source: SOURCE,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-width': ['get', 'width'] },
    },
    'city-labels',
  );
}

/** Great circles from countries to the servers that their hosts called, drawn by MapLibre: also round the globe. */
export const arcsWay: MapWay = {
  plan: null,
  serves: () => true,
  make: () => null,
  layers: (_, look) => densityLayers(null, look),
  show(map, _, { arcs, theme, opacity, strength }) {
    if (!map.getSource(SOURCE)) {
      if (!arcs) return;
      addLayer(map);
    }
    map.setLayoutProperty(LINES, 'visibility', arcs ? 'visible' : 'none');
    if (!arcs) return;
    if (shown.get(map) !== arcs) {
      shown.set(map, arcs);
      void map.getSource<GeoJSONSource>(SOURCE)?.setData(featuresOf(arcs));
    }
    map.setPaintProperty(LINES, 'line-color', mapPalettes[theme].place);
    map.setPaintProperty(LINES, 'line-opacity', OPACITY * opacity * strength);
  },
  readMap(map, { x, y }, { arcs, measure, language }) {
    if (!arcs || !map.getLayer(LINES)) return [];
    const near = [
      [x - REACH, y - REACH],
      [x + REACH, y + REACH],
    ] as [[number, number], [number, number]];
    const found = map.queryRenderedFeatures(near, { layers: [LINES] });
    const numbers = [...new Set(found.map(({ properties }) => Number(properties['n'])))];
    numbers.sort((a, b) => a - b);
    const lines = numbers.slice(0, 3).flatMap((n) => {
      const arc = arcs.arcs[n];
      if (!arc) return [];
      const count = `${countWords(arc.value, language)} ${unitFor(measure, arc.value)}`;
      const share = shareWords(arc.value, arcs.total, language);
      return [`${arcTitle(arc, (code) => countryName(code, language))}: ${count}, ${share} of all`];
    });
    return numbers.length > 3 ? [...lines, `and ${numbers.length - 3} more arcs here`] : lines;
  },
};
