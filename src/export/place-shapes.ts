import { dotRadius, placesIn } from '../density/place-points.ts';
import { PLACES_FROM_ZOOM } from '../ways/places.ts';
import { densityScene } from './density-image.ts';
import { DOT_SCALE } from './legend-shapes.ts';
import { kmPerUnit } from './map-frame.ts';
import { landShapes } from './map-shapes.ts';
import type { SceneInput, WayScene } from './scene-way.ts';
import type { Shape } from './scene.ts';

const CIRCLE_OPACITY = 0.28;

/** Places with their accuracy circles; before the zoom where they can be told apart, the density. */
export function placeScene(input: SceneInput): WayScene {
  const { picture, frame, palette, basemap } = input;
  if (frame.zoom < PLACES_FROM_ZOOM) return densityScene(input);
  const shapes = landShapes(basemap, frame, palette, { hatched: picture.countries });
  if (!picture.cells) return { shapes, made: {}, isDrawn: false };
  const places = placesIn(picture.cells, frame.bounds);
  const [circles, dots]: [Shape[], Shape[]] = [[], []];
  for (let n = 0; n < places.length; n++) {
    const [longitude, latitude] = [places.longitude[n]!, places.latitude[n]!];
    const spot = frame.spots(longitude, latitude)[0];
    if (!spot) continue;
    const [x, y] = spot;
    circles.push({
      ...{
        kind: 'circle',
        x,
        y,
        radius: places.radiusKm[n]! / kmPerUnit(frame, latitude, longitude),
      },
      stroke: {
        colour: palette.place,
        width: 1,
        opacity: CIRCLE_OPACITY * picture.colours.opacity,
      },
    });
    dots.push({
      ...{ kind: 'circle', x, y, radius: dotRadius(places.value[n]!) * DOT_SCALE },
      ...{ fill: palette.place, opacity: 0.9 * picture.colours.opacity },
      stroke: { colour: palette.halo, width: 1 },
    });
  }
  return { shapes: [...shapes, ...circles, ...dots], made: { showsPlaces: true }, isDrawn: true };
}
