/** A rectangle in CSS pixels. */
export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

const GAP = 14;
const EDGE = 8;

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/**
 * Where a box goes beside a spot: below right, below left, above right or above left, inside the room, on the first side
 * where it covers least of what should stay in sight.
 */
export function placeBox(
  spot: { x: number; y: number },
  size: { width: number; height: number },
  room: { width: number; height: number },
  inSight: readonly Rectangle[],
): { left: number; top: number } {
  const held = (value: number, most: number) => Math.max(EDGE, Math.min(value, most - EDGE));
  const columns = [spot.x + GAP, spot.x - GAP - size.width];
  const rows = [spot.y + GAP, spot.y - GAP - size.height];
  let best = { left: EDGE, top: EDGE };
  let least = Infinity;
  for (const row of rows) {
    for (const column of columns) {
      const left = held(column, room.width - size.width);
      const top = held(row, room.height - size.height);
      const shift = Math.abs(left - column) + Math.abs(top - row);
      const box = { left, top, ...size };
      const covered = inSight.reduce((sum, each) => sum + overlap(box, each), 0);
      const cost = shift * 100 + covered;
      if (cost >= least) continue;
      least = cost;
      best = { left, top };
    }
  }
  return best;
}
