import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { colourOf, type ColourScale } from '../../density/colour-scale.ts';
import { contourValues } from '../../density/contours.ts';
import { mapPalettes } from '../../model/map-palette.ts';
import { tickWords } from '../../model/number-words.ts';
import { usualUnits } from '../../ways/way-spec.ts';
import { waySpecs } from '../../ways/ways.ts';
import { FIRST_LAYER_ABOVE_HEAT } from '../basemap-style.ts';
import { emptyDrawing, type Look, type MapWay } from '../map-way.ts';
import { densityLayers, fieldJob, fieldServes, planField } from './density-way.ts';

const SOURCE = 'contours';
const LINES = 'contour-lines';
const LABELS = 'contour-labels';
const MAJOR_WIDTH = 1.8;
const MINOR_WIDTH = 0.8;
const NO_COLOUR = 'rgba(0,0,0,0)';
/** Before it only powers of ten are drawn: the lines between would cover each other. */
const ALL_LINES_FROM_ZOOM = 4;
const atThisZoom: ExpressionSpecification = [
  'any',
  ['get', 'major'],
  ['>=', ['zoom'], ALL_LINES_FROM_ZOOM],
];
const font = ['Inter Variable SemiBold', 'Inter Variable', 'system-ui', 'sans-serif'];

/** Opaque colour of a line: the colours of a field's low end are too faint for a thin one. */
export function contourColour(scale: ColourScale, value: number): string {
  const [red, green, blue] = colourOf(scale, value);
  return `rgb(${red},${green},${blue})`;
}

/** Something by the value of a line. */
function byValue(scale: ColourScale, tell: (value: number) => string): ExpressionSpecification {
  const branches = contourValues(scale).flatMap((value) => [String(value), tell(value)]);
  const value = ['to-string', ['get', 'value']];
  return ['match', value, ...branches, tell(scale.domain[1])] as ExpressionSpecification;
}

/** "10 per 1,000 km²": the unit without the measure, which the legend has. */
function labelWords(value: number, { scale, measure, language }: Look): string {
  const unit = waySpecs.contours.unit(measure, usualUnits, language);
  const number = tickWords(value, scale?.domain[1] ?? value, language);
  return `${number} ${unit.slice(unit.indexOf(' per ') + 1)}`;
}

function addLayers(map: MapLibre): void {
  const nothing = { type: 'FeatureCollection' as const, features: [] };
  map.addSource(SOURCE, { type: 'geojson', data: nothing, tolerance: 0.2 });
  map.addLayer(
    {
      id: LINES,
      type: 'line',
      source: SOURCE,
      filter: ['all', ['==', ['geometry-type'], 'LineString'], atThisZoom],
      layout: { 'line-join': 'round' },
      paint: {
        'line-width': ['case', ['get', 'major'], MAJOR_WIDTH, MINOR_WIDTH],
        // Line by line from the start, as the colours of a scale will be: they need another program than one colour for all.
        'line-color': ['to-color', ['get', 'value'], NO_COLOUR],
      },
    },
    FIRST_LAYER_ABOVE_HEAT,
  );
  map.addLayer(
    {
      id: LABELS,
      type: 'symbol',
      source: SOURCE,
      filter: ['all', ['==', ['geometry-type'], 'Point'], atThisZoom],
      layout: {
        'symbol-sort-key': ['get', 'rank'],
        'text-font': font,
        'text-size': 11,
        'text-max-width': 20,
        'text-padding': ['interpolate', ['linear'], ['zoom'], 1, 44, 4, 14],
      },
      paint: { 'text-halo-width': 1.6 },
    },
    'country-labels',
  );
}

/** The bytes that the map shows now, by map. */
const shown = new WeakMap<MapLibre, { bytes: Uint8Array; url: string }>();

function setLines(map: MapLibre, bytes: Uint8Array<ArrayBuffer>): void {
  const before = shown.get(map);
  if (before?.bytes === bytes) return;
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/geo+json' }));
  void map
    .getSource<GeoJSONSource>(SOURCE)
    ?.setData(url)
    .finally(() => URL.revokeObjectURL(url));
  shown.set(map, { bytes, url });
}

/** Lines of equal hosts per 1,000 km², in the colours of the scale, with their numbers. */
export const contoursWay: MapWay = {
  plan: planField,
  serves: fieldServes,
  make(request, client, signal) {
    const job = fieldJob(request);
    if (!job) return null;
    const { cells, options } = request;
    return client
      .contours(cells, job.view, job.options, options.at, signal)
      .then(({ field, geojson }) => ({
        ...emptyDrawing(request),
        smoothingKm: job.smoothingKm,
        field: { data: field, ...job.view },
        contours: geojson,
      }));
  },
  layers: (_, look) => densityLayers(null, look),
  show(map, drawing, look) {
    const { scale, opacity, strength, theme } = look;
    const isShown = Boolean(drawing?.contours && scale);
    // Also where nothing is drawn: layers that are there are made ready while the map rests.
    if (!map.getSource(SOURCE)) addLayers(map);
    for (const id of [LINES, LABELS]) {
      map.setLayoutProperty(id, 'visibility', isShown ? 'visible' : 'none');
    }
    if (!drawing?.contours || !scale) return;
    setLines(map, drawing.contours);
    map.setPaintProperty(
      LINES,
      'line-color',
      byValue(scale, (value) => contourColour(scale, value)),
    );
    map.setPaintProperty(LINES, 'line-opacity', opacity * strength);
    map.setLayoutProperty(
      LABELS,
      'text-field',
      byValue(scale, (value) => labelWords(value, look)),
    );
    map.setPaintProperty(LABELS, 'text-color', mapPalettes[theme].ink);
    map.setPaintProperty(LABELS, 'text-halo-color', mapPalettes[theme].halo);
  },
};
