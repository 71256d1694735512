import type { Map as MapLibre } from 'maplibre-gl';

/** Pieces a side that MapLibre cuts a tile of the whole world into on its globe. */
const USUAL_PIECES = 128;
/**
 * Pieces a side for a tile of the whole world, and at least; half as many with every zoom level. Between the corners of a
 * piece the ground is flat: a tile of 512 pixels in n pieces a side sinks, at zoom z, (512 / n)^2 / (8 r) = 402 / (n^2 2^z)
 * pixels below a globe of radius r = 512 * 2^z / (2 pi): 0.1 to 0.8 pixels at whole zooms, up to twice that before the next,
 * and seen from above at the limb alone, which from zoom 3 up is outside the window. The least is finer than MapLibre's own
 * from zoom 5 up, where a window has few pieces.
 */
const PIECES = { fill: [64, 8], line: [128, 8], tile: [64, 16], stencil: [64, 8] } as const;

/** Has a projection cut a globe as above, where it would cut as finely as MapLibre's own; leaves every other as it is. */
export function cutCoarser(projection: MapLibre['style']['projection']): void {
  const fineness = projection?.subdivisionGranularity;
  if (fineness?.tile.getGranularityForZoomLevel(0) !== USUAL_PIECES) return;
  // The kind of number is registered with MapLibre's workers, and has no name that could be imported.
  const Fineness = fineness.tile.constructor as new (whole: number, least: number) => unknown;
  for (const [name, [whole, least]] of Object.entries(PIECES)) {
    Object.assign(fineness, { [name]: new Fineness(whole, least) });
  }
}

/**
 * Has a map cut the whole globe into a quarter of the pieces that MapLibre would: without a graphics card, most of the time
 * that a picture of the globe takes goes into their corners. Held by every map of the page, and by tiles asked for from then
 * on.
 */
export function cutGlobeCoarser(map: MapLibre): void {
  map.on('projectiontransition', () => cutCoarser(map.style.projection));
}
