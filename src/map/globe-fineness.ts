import type { Map as MapLibre } from 'maplibre-gl';

/** Pieces a side that MapLibre cuts a tile of the whole world into on its globe. */
const USUAL_PIECES = 128;
/**
 * Pieces a side for a tile of the whole world, and at least; half as many with every zoom level. Between the corners of a
 * piece the ground is flat: a tile of 512 pixels in n pieces a side sinks, at zoom z, (512 / n)^2 / (8 r) = 404 / (n^2 2^z)
 * pixels below a globe of radius r = 512 * 2^z / (2 pi). That is 0.1 to 0.8 pixels here, to be seen at the limb alone.
 */
const PIECES = { fill: [64, 8], line: [128, 8], tile: [64, 16], stencil: [64, 8] } as const;

/**
 * Has a map cut its globe into a quarter of the pieces that MapLibre would: without a graphics card, most of the time that a
 * picture of the globe takes goes into their corners. Held by every map of the page, and by tiles asked for from then on.
 */
export function cutGlobeCoarser(map: MapLibre): void {
  map.on('projectiontransition', () => {
    const fineness = map.style.projection?.subdivisionGranularity;
    if (fineness?.tile.getGranularityForZoomLevel(0) !== USUAL_PIECES) return;
    // The kind of number is registered with MapLibre's workers, and has no name that could be imported.
    const Fineness = fineness.tile.constructor as new (whole: number, least: number) => unknown;
    for (const [name, [whole, least]] of Object.entries(PIECES)) {
      Object.assign(fineness, { [name]: new Fineness(whole, least) });
    }
  });
}
