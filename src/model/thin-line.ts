/** The square of the distance of a point from a segment; all as pairs of numbers in one list, by where they begin. */
function offSquared(points: Float64Array, at: number, first: number, last: number): number {
  const [x, y] = [points[first]!, points[first + 1]!];
  const [alongX, alongY] = [points[last]! - x, points[last + 1]! - y];
  const [offX, offY] = [points[at]! - x, points[at + 1]! - y];
  const length = alongX * alongX + alongY * alongY;
  const share = length > 0 ? (offX * alongX + offY * alongY) / length : 0;
  const t = Math.min(1, Math.max(0, share));
  return (offX - t * alongX) ** 2 + (offY - t * alongY) ** 2;
}

/** The point between two that is farthest from their segment, where it is beyond a tolerance; else -1. */
function farthest(points: Float64Array, first: number, last: number, tolerance: number): number {
  let [most, found] = [tolerance * tolerance, -1];
  for (let at = first + 2; at < last; at += 2) {
    const off = offSquared(points, at, first, last);
    if (off > most) [most, found] = [off, at];
  }
  return found;
}

/**
 * Which points of a line are needed to draw it (Douglas and Peucker): no other is further than a tolerance beside what is
 * left. First and last stay; a ring keeps its shape, since what is farthest from its one end stays too.
 * @param points x and y in turn
 * @param tolerance in the unit of the points
 * @returns where each kept point begins in `points`
 */
export function thinLine(points: Float64Array, tolerance: number): number[] {
  const last = points.length - 2;
  const kept = new Uint8Array(points.length / 2);
  kept[0] = kept[last / 2] = 1;
  const open: [number, number][] = [[0, last]];
  for (let part = open.pop(); part; part = open.pop()) {
    const at = farthest(points, part[0], part[1], tolerance);
    if (at < 0) continue;
    kept[at / 2] = 1;
    open.push([part[0], at], [at, part[1]]);
  }
  return [...kept.keys()].filter((n) => kept[n] === 1).map((n) => 2 * n);
}
