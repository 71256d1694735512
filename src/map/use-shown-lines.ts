import { useEffect } from 'react';
import type { Map as MapLibre } from 'maplibre-gl';
import type { Way } from '../ways/ways.ts';
import { changeAfterPaint } from './draw-after-paint.ts';
import type { Drawing, Look } from './map-way.ts';
import { mapWayOf, mapWays } from './map-ways.ts';

/** Lets the ways draw with MapLibre's own layers, and takes away what another way drew. */
export function useShownLines(
  map: MapLibre | null,
  way: Way,
  drawing: Drawing | null,
  look: Look,
): void {
  useEffect(() => {
    if (!map) return;
    return changeAfterPaint(map, () => {
      const own = mapWayOf(way);
      for (const each of mapWays) each.show?.(map, each === own ? drawing : null, look);
    });
  }, [map, way, drawing, look]);
}
