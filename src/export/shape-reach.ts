import type { Points, Shape, Stroke } from './scene.ts';

/** From where to where something is drawn, from the top, units. */
export interface Reach {
  top: number;
  bottom: number;
}

/** Letters reach no further from their baseline than this many times their size, with their halo. */
const LETTERS = 1.5;
/** Smooth edges reach so far beyond a shape, units: more than a pixel of any canvas. */
const EDGE = 4;

const reachOfPoints = new WeakMap<Points, Reach>();

/** From the first to the last row of a line; kept, since a picture is drawn band by band. */
function reachOf(points: Points): Reach {
  const known = reachOfPoints.get(points);
  if (known) return known;
  let [top, bottom] = [Infinity, -Infinity];
  for (let i = 1; i < points.length; i += 2) {
    const y = points[i]!;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  const found = { top, bottom };
  reachOfPoints.set(points, found);
  return found;
}

const meet = (a: Reach, { top, bottom }: Reach, margin: number) =>
  a.bottom + margin >= top && a.top - margin <= bottom;

/** The lines or rings that are seen between two heights: leaving out the others changes nothing there. */
export function pointsIn(
  lines: readonly Points[],
  reach: Reach,
  stroke?: Stroke,
): readonly Points[] {
  const margin = EDGE + (stroke?.width ?? 0);
  return lines.filter((points) => meet(reachOf(points), reach, margin));
}

/** Whether a shape may be seen between two heights; lines and areas are sifted by their parts instead. */
export function reaches(shape: Shape, reach: Reach): boolean {
  switch (shape.kind) {
    case 'area':
    case 'lines':
      return true;
    case 'circle': {
      const far = shape.radius + (shape.stroke?.width ?? 0) + EDGE;
      return meet({ top: shape.y, bottom: shape.y }, reach, far);
    }
    case 'text':
      return meet({ top: shape.y, bottom: shape.y }, reach, LETTERS * shape.size + EDGE);
    case 'image':
      return meet({ top: shape.y, bottom: shape.y + shape.height }, reach, EDGE);
  }
}
