import { colourOf } from '../density/colour-scale.ts';
import { hexagonValue, meanAreaKm2, resolutionFor } from '../density/hexagon-grid.ts';
import { hexagonsOf } from '../density/hexagons.ts';
import type { Position } from './basemap.ts';
import { landShapes } from './map-shapes.ts';
import type { SceneInput, WayScene } from './scene-way.ts';
import type { Points, Shape } from './scene.ts';

/** Clockwise on the map, as d3 wants what lies inside a ring. */
function turnedRing(ring: Position[]): Position[] {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    twice += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1];
  }
  return twice > 0 ? ring.reverse() : ring;
}

/** Hexagons as areas, those of one colour together; as large as the map of the same zoom has them. */
export function hexagonScene(input: SceneInput): WayScene {
  const { picture, frame, palette, basemap, scale } = input;
  const { cells, hexagonUnit } = picture;
  const shapes = landShapes(basemap, frame, palette, { hatched: picture.countries });
  if (!cells || cells.length === 0 || !scale) return { shapes, made: {}, isDrawn: false };
  const resolution = resolutionFor(frame.zoom);
  const grid = hexagonsOf(cells, resolution, frame.bounds);
  const rings = new Map<string, { points: Points[]; alpha: number }>();
  grid.pieceOf.forEach((hexagon, piece) => {
    const ring: Position[] = [];
    for (let v = grid.pieceStart[piece]!; v < grid.pieceStart[piece + 1]!; v++) {
      ring.push([grid.positions[2 * v]!, grid.positions[2 * v + 1]!]);
    }
    const [red, green, blue, alpha] = colourOf(scale, hexagonValue(grid, hexagon, hexagonUnit));
    const fill = `rgb(${red},${green},${blue})`;
    const same = rings.get(fill) ?? { points: [], alpha: alpha / 255 };
    same.points.push(...frame.rings([[turnedRing([...ring, ring[0]!])]]));
    rings.set(fill, same);
  });
  const areas = [...rings].map(([fill, { points, alpha }]): Shape => ({
    kind: 'area',
    rings: points,
    fill,
    opacity: alpha,
    stroke: { colour: palette.land, width: 0.5, opacity: 0.7 },
  }));
  return {
    shapes: [...shapes, ...areas],
    made: { hexagonKm2: meanAreaKm2(resolution) },
    isDrawn: true,
  };
}
