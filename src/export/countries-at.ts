import { isInside } from './place-boxes.ts';
import type { Box, Points } from './scene.ts';

type Rings = ReadonlyMap<string, readonly Points[]>;

/** Countries with the boxes that hold their rings, by the rings that they were made from. */
const boxed = new WeakMap<Rings, { code: string; ring: Points; box: Box }[]>();

function boxOf(ring: Points): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < ring.length; at += 2) {
    left = Math.min(left, ring[at]!);
    right = Math.max(right, ring[at]!);
    top = Math.min(top, ring[at + 1]!);
    bottom = Math.max(bottom, ring[at + 1]!);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function boxesOf(rings: Rings) {
  const known = boxed.get(rings);
  if (known) return known;
  const made = [...rings].flatMap(([code, own]) =>
    own.map((ring) => ({ code, ring, box: boxOf(ring) })),
  );
  boxed.set(rings, made);
  return made;
}

/** Whether a ray to the right of a point crosses a ring an odd number of times. */
function isOdd(ring: Points, x: number, y: number): boolean {
  let odd = false;
  let [fromX, fromY] = [ring[ring.length - 2]!, ring[ring.length - 1]!];
  for (let at = 0; at < ring.length; at += 2) {
    const [toX, toY] = [ring[at]!, ring[at + 1]!];
    if (fromY > y !== toY > y && x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)) {
      odd = !odd;
    }
    [fromX, fromY] = [toX, toY];
  }
  return odd;
}

/** Codes of the countries in whose rings (even-odd rule) a point of a frame lies: none at sea. */
export function countriesAt(rings: Rings, x: number, y: number): Set<string> {
  const point = { x, y, width: 0, height: 0 };
  const found = new Set<string>();
  for (const { code, ring, box } of boxesOf(rings)) {
    if (!isInside(point, box) || !isOdd(ring, x, y)) continue;
    if (!found.delete(code)) found.add(code);
  }
  return found;
}
