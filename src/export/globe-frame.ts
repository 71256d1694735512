import { RADIANS } from '../model/earth.ts';
import { MAX_LATITUDE } from '../model/mercator.ts';
import { clipExtent, type MapFrame } from './map-frame.ts';
import { positionWords, type PictureView } from './picture.ts';
import { makePerspective } from './projections.ts';
import type { Box } from './scene.ts';
import { azimuthalInverse, inversePerspective, projected } from './world-frame.ts';

/** Curves are followed to within this many units. */
const PRECISION = 0.25;
/** Up to this many degrees from the middle a scale is less than some 5 % off. */
const ONE_SCALE = 16;

/** Degrees of ground from the middle to a distance on the map, in radii of the globe, for a camera so many radii away. */
function reach(distance: number, onMap: number): number {
  const found = inversePerspective(distance)(onMap * onMap);
  const cosine = found ? found[0] : 1 / distance;
  return Math.acos(cosine) / RADIANS;
}

/** The box in degrees around all ground within some degrees of the middle; all longitudes where a pole is. */
function boundsOf(longitude: number, latitude: number, angle: number): MapFrame['bounds'] {
  const isRound = Math.abs(latitude) + angle >= 90;
  const sine = Math.sin(angle * RADIANS) / Math.cos(latitude * RADIANS);
  const side = isRound ? 180 : Math.asin(Math.min(1, sine)) / RADIANS;
  return {
    ...{ west: longitude - side, east: longitude + side },
    south: Math.max(-MAX_LATITUDE, latitude - angle),
    north: Math.min(MAX_LATITUDE, latitude + angle),
  };
}

/** The globe of the page as it is seen there: as near, and from as high, with all that the map shows in the box. */
export function globeFrame(box: Box, view: PictureView & { kind: 'globe' }): MapFrame {
  const { longitude, latitude, on } = view;
  const shrink = Math.min(box.width / on.width, box.height / on.height);
  const radius = view.radius * shrink;
  const distance = 1 + view.camera / view.radius;
  const projection = makePerspective(distance)
    .rotate([-longitude, -latitude])
    .precision(PRECISION)
    .scale(radius)
    .translate([box.x + box.width / 2, box.y + box.height / 2])
    .clipExtent(clipExtent(box));
  const angle = reach(distance, Math.hypot(box.width, box.height) / 2 / radius);
  return {
    ...projected(box, projection),
    row: null,
    invert: azimuthalInverse(inversePerspective(distance), projection),
    zoom: view.zoom + Math.log2(shrink),
    bounds: boundsOf(longitude, latitude, angle),
    scale:
      angle <= ONE_SCALE
        ? { kind: 'bar', longitude, latitude, where: 'middle' }
        : {
            kind: 'none',
            reason: 'No scale bar: on a globe the scale changes from its middle to its edge.',
          },
    words: `the globe seen from above ${positionWords(longitude, latitude)}`,
  };
}
