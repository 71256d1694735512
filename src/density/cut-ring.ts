/** A closed ring of degrees, longitude and latitude in turn; longitudes run on without a jump and may pass 180. */
export type Ring = readonly number[];

/** Degrees: Web Mercator has no pole. */
const NEAR_THE_POLE = 89.9;

/** Keeps what of a ring lies on one side of a meridian (Sutherland and Hodgman, 1974). */
function clip(ring: Ring, meridian: number, keepsEast: boolean): number[] {
  const kept: number[] = [];
  const inside = (longitude: number) => (keepsEast ? longitude >= meridian : longitude <= meridian);
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    const [x0, y0, x1, y1] = [ring[at]!, ring[at + 1]!, ring[next]!, ring[next + 1]!];
    if (inside(x0)) kept.push(x0, y0);
    if (inside(x0) !== inside(x1)) {
      kept.push(meridian, y0 + ((y1 - y0) * (meridian - x0)) / (x1 - x0));
    }
  }
  return kept;
}

/**
 * Lets the longitudes of a ring run on: no step is longer than half a turn. A ring round a pole is closed along the pole,
 * so that on a flat map it covers the cap.
 */
export function unrolled(ring: Ring): number[] {
  const out: number[] = [];
  for (let at = 0; at < ring.length; at += 2) {
    const last = at > 0 ? out[at - 2]! : ring[0]!;
    out.push(ring[at]! - 360 * Math.round((ring[at]! - last) / 360), ring[at + 1]!);
  }
  const turns = Math.round((out.at(-2)! - out[0]!) / 360);
  if (turns === 0) return out;
  const closing = out[0]! + 360 * turns;
  const pole = Math.sign(out[1]!) * NEAR_THE_POLE;
  return [...out, closing, out[1]!, closing, pole, out[0]!, pole];
}

/**
 * Cuts a ring at the antimeridian into rings between -180 and 180 degrees, so that a map which repeats the world shows
 * every part of it once.
 */
export function cutRing(ring: Ring): number[][] {
  const out = unrolled(ring);
  let [west, east] = [Infinity, -Infinity];
  for (let at = 0; at < out.length; at += 2) {
    west = Math.min(west, out[at]!);
    east = Math.max(east, out[at]!);
  }
  if (west >= -180 && east <= 180) return [out];
  const pieces: number[][] = [];
  const last = Math.ceil((east - 180) / 360);
  for (let turn = Math.floor((west + 180) / 360); turn <= last; turn++) {
    const piece = clip(clip(out, turn * 360 - 180, true), turn * 360 + 180, false);
    if (piece.length < 6) continue;
    pieces.push(piece.map((value, at) => (at % 2 === 0 ? value - turn * 360 : value)));
  }
  return pieces;
}
