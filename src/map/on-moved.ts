import type { Map as MapLibre } from 'maplibre-gl';

const events = ['move', 'resize', 'projectiontransition'] as const;

/** Calls at once, and whenever places of a map lie elsewhere on the screen; gives what ends that. */
export function onMoved(map: MapLibre, update: () => void): () => void {
  update();
  for (const event of events) map.on(event, update);
  return () => events.forEach((event) => map.off(event, update));
}
