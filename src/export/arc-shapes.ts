import { arcsOf, arcWidth, cutAtAntimeridian, greatCircle } from '../model/arcs.ts';
import { landShapes } from './map-shapes.ts';
import type { SceneInput, WayScene } from './scene-way.ts';

/** A slide is read from farther away than a screen. */
const ARC_SCALE = 1.5;
const OPACITY = 0.75;
/** Flat maps of the world are cut a hair west of the antimeridian: what ended on it would be cut into a piece of its own. */
const EAST = 179.9998;

/** Great circles from countries to the servers that their hosts called, the widest below. */
export function arcScene({ picture, frame, palette, basemap }: SceneInput): WayScene {
  const shapes = landShapes(basemap, frame, palette, { hatched: null });
  const points = new Map(
    basemap.countries.map(([code, longitude, latitude]) => [code, [longitude, latitude] as const]),
  );
  const { calls, servers } = picture;
  if (!calls) return { shapes, made: { namesServers: false }, isDrawn: false };
  const arcs = arcsOf(calls, servers, points);
  const largest = arcs.arcs[0]?.value ?? 1;
  for (const { from, to, value } of arcs.arcs) {
    const pieces = cutAtAntimeridian(greatCircle(from, to)).map((piece) =>
      piece.map(([longitude, latitude]): [number, number] => [Math.min(longitude, EAST), latitude]),
    );
    shapes.push({
      kind: 'lines',
      lines: frame.lines(pieces),
      stroke: {
        colour: palette.place,
        width: arcWidth(value, largest) * ARC_SCALE,
        opacity: OPACITY * picture.colours.opacity,
      },
    });
  }
  const namesServers = calls.groups > 0 || arcs.leftOut > 0;
  return { shapes, made: { arcs, namesServers }, isDrawn: false };
}
