import type { Map as MapLibre } from 'maplibre-gl';

/** Tells that a map has something to draw. */
export function tellToDraw(map: MapLibre): void {
  map.getContainer().dataset['loading'] = 'true';
}

/** Tells on the map's container, as `data-loading`, while something that it draws is on its way: who takes a picture waits. */
export function tellLoading(map: MapLibre): void {
  tellToDraw(map);
  map.on('dataloading', () => tellToDraw(map));
  map.on('idle', () => {
    if (map.loaded()) delete map.getContainer().dataset['loading'];
  });
}
