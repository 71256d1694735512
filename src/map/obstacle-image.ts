import type { Map as MapLibre } from 'maplibre-gl';
import { OBSTACLE_IMAGE } from './basemap-style.ts';

/** Side of the image, CSS pixels. */
export const OBSTACLE_PIXELS = 16;

/** Gives the map the clear image of what labels must not cover. */
export function addObstacleImage(map: MapLibre): void {
  if (map.hasImage(OBSTACLE_IMAGE)) return;
  const data = new Uint8Array(OBSTACLE_PIXELS ** 2 * 4);
  map.addImage(OBSTACLE_IMAGE, { width: OBSTACLE_PIXELS, height: OBSTACLE_PIXELS, data });
}
