import { PLACE_LEVEL } from '../../model/query.ts';
import { ScatterplotLayer } from '@deck.gl/layers';
import { rgb } from 'd3';
import { dotRadius, nearestPlace, placesIn, type PlacePoints } from '../../density/place-points.ts';
import { covers, fieldViewOf } from '../../density/view-of-field.ts';
import { mapPalettes } from '../../model/map-palette.ts';
import { unitFor } from '../../model/measure.ts';
import { countWords } from '../../model/number-words.ts';
import { PLACES_FROM_ZOOM } from '../../ways/places.ts';
import { FIRST_LAYER_ABOVE_HEAT } from '../basemap-style.ts';
import { emptyDrawing, type Look, type MapWay } from '../map-way.ts';
import { positionsOn } from './globe-positions.ts';
import { densityLayers, densityWay, fieldServes, planField } from './density-way.ts';

/** A place is read from so near, CSS pixels beyond its dot. */
const REACH_PIXELS = 6;
/** Where hundreds of circles cross, the map is still seen. */
const CIRCLE_ALPHA = 72;

const noPlaces: PlacePoints = {
  length: 0,
  longitude: new Float64Array(),
  latitude: new Float64Array(),
  value: new Float64Array(),
  radiusKm: new Float64Array(),
};

function placeLayers(places: PlacePoints, { theme, opacity, strength, projection }: Look) {
  const { length, longitude, latitude, value, radiusKm } = places;
  const degrees = new Float64Array(length * 2);
  longitude.forEach((east, n) => degrees.set([east, latitude[n]!], 2 * n));
  const { value: positions, size, coordinateSystem } = positionsOn(projection, degrees);
  const { r, g, b } = rgb(mapPalettes[theme].place);
  const { r: hr, g: hg, b: hb } = rgb(mapPalettes[theme].halo);
  const shared = {
    beforeId: FIRST_LAYER_ABOVE_HEAT,
    opacity: opacity * strength,
    stroked: true,
    coordinateSystem,
    lineWidthUnits: 'pixels' as const,
    getLineWidth: 1,
    parameters: { depthCompare: 'always', depthWriteEnabled: false } as const,
  };
  const data = (radius: Float32Array) => ({
    length,
    attributes: {
      getPosition: { value: positions, size },
      getRadius: { value: radius, size: 1 },
    },
  });
  return [
    new ScatterplotLayer<unknown, { beforeId: string }>({
      ...shared,
      id: `place-circles-${projection}`,
      data: data(Float32Array.from(radiusKm, (km) => km * 1000)),
      radiusUnits: 'meters',
      filled: false,
      getLineColor: [r, g, b, CIRCLE_ALPHA],
    }),
    new ScatterplotLayer<unknown, { beforeId: string }>({
      ...shared,
      id: `place-dots-${projection}`,
      data: data(Float32Array.from(value, dotRadius)),
      radiusUnits: 'pixels',
      getFillColor: [r, g, b, 230],
      getLineColor: [hr, hg, hb, 255],
    }),
  ];
}

/** Every place with its accuracy circle; before the zoom where they can be told apart, the density. */
export const placesWay: MapWay = {
  plan: (sight, options) =>
    sight.zoom < PLACES_FROM_ZOOM
      ? planField(sight, options)
      : { view: fieldViewOf(sight.box, { limit: 4 }), resolution: PLACE_LEVEL },
  serves: (plan, sight, options) =>
    sight.zoom < PLACES_FROM_ZOOM
      ? plan.resolution === null && fieldServes(plan, sight, options)
      : plan.resolution !== null && covers(plan.view, sight.box),
  make(request, client, signal) {
    const { cells, plan } = request;
    if (plan.resolution === null) return densityWay.make(request, client, signal);
    if (cells.level !== PLACE_LEVEL) return null;
    return Promise.resolve({ ...emptyDrawing(request), places: placesIn(cells, plan.view) });
  },
  layers: (drawing, look) => [
    ...densityLayers(drawing, look),
    ...(drawing?.places ? placeLayers(drawing.places, look) : []),
  ],
  ready: (look) => placeLayers(noPlaces, look)[0]!,
  read({ places }, [longitude, latitude], { zoom }, { measure, language }) {
    const nearest = places && nearestPlace(places, longitude, latitude, zoom);
    if (!nearest) return [];
    const value = places.value[nearest.index]!;
    if (nearest.pixels > dotRadius(value) + REACH_PIXELS) return [];
    const count = `${countWords(value, language)} ${unitFor(measure, value)} at one place`;
    const radius = countWords(places.radiusKm[nearest.index]!, language);
    return [count, `accuracy radius about ${radius}\u202fkm`];
  },
};
