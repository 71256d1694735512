import { useEffect } from 'react';
import type { Map as MapLibre } from 'maplibre-gl';
import { ways, type Way } from '../state/ways.ts';
import type { Drawing, Look } from './map-way.ts';
import { mapWays } from './map-ways.ts';

/** Lets the ways draw with MapLibre's own layers, and takes away what another way drew. */
export function useShownLines(
  map: MapLibre | null,
  way: Way,
  drawing: Drawing | null,
  look: Look,
): void {
  useEffect(() => {
    if (!map) return;
    for (const id of ways) mapWays[id].show?.(map, id === way ? drawing : null, look);
  }, [map, way, drawing, look]);
}
