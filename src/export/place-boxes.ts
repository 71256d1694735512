import type { Box } from './scene.ts';

/** Something with words that stands beside its point. */
export interface Callout {
  x: number;
  y: number;
  /** Nothing is put nearer to the point than this. */
  radius: number;
  width: number;
  height: number;
}

/** Directions in the order of preference: to the right, to the left, and so on round. */
const directions = [
  [1, 0],
  [-1, 0],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
  [0, -1],
  [0, 1],
] as const;
/** Units between the edge of a mark and its words. */
const distances = [8, 34, 72, 124, 190];

/** Whether two boxes come nearer to each other than a gap. */
export function boxesTouch(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

/** Whether a box lies wholly in another. */
export function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function spotOf(
  { x, y, radius, width, height }: Callout,
  [dx, dy]: readonly [number, number],
  away: number,
): Box {
  const reach = (radius + away) * (dx !== 0 && dy !== 0 ? Math.SQRT1_2 : 1);
  const [left, top] = [x + dx * reach, y + dy * reach];
  return {
    x: dx > 0 ? left : dx < 0 ? left - width : left - width / 2,
    y: dy > 0 ? top : dy < 0 ? top - height : top - height / 2,
    width,
    height,
  };
}

/**
 * A box for each of some call-outs, the first of them first, inside a box and off everything that is taken and off each
 * other; null where there is no room. The same input gives the same boxes.
 *
 * @param taken what is to be kept free; boxes that are given away are added
 */
export function placeCallouts(
  callouts: readonly Callout[],
  within: Box,
  taken: Box[],
  gap = 4,
): (Box | null)[] {
  return callouts.map((callout) => {
    for (const away of distances) {
      for (const direction of directions) {
        const box = spotOf(callout, direction, away);
        if (!isInside(box, within) || taken.some((other) => boxesTouch(box, other, gap))) continue;
        taken.push(box);
        return box;
      }
    }
    return null;
  });
}

/** The point of a box's edge from which a line to a point begins. */
export function nearestOf({ x, y, width, height }: Box, [px, py]: readonly [number, number]) {
  return [Math.max(x, Math.min(x + width, px)), Math.max(y, Math.min(y + height, py))] as const;
}
