import type { Map as MapLibre } from 'maplibre-gl';

/** Tells on a map's container, as `data-loading`, that something that it draws is on its way: who takes a picture waits. */
export function tellWaiting(map: MapLibre): void {
  map.getContainer().dataset['loading'] = 'true';
}

/**
 * Tells whatever a map waits for, and that it has come.
 * @param waits whether a draw waits for something else than data
 */
export function tellLoading(map: MapLibre, waits: () => boolean): void {
  tellWaiting(map);
  map.on('dataloading', () => tellWaiting(map));
  map.on('idle', () => {
    if (map.loaded() && !waits()) delete map.getContainer().dataset['loading'];
  });
}
