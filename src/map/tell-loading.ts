import type { Map as MapLibre } from 'maplibre-gl';

/** Tells on the map's container, as `data-loading`, while something that it draws is on its way: who takes a picture waits. */
export function tellLoading(map: MapLibre): void {
  const { dataset } = map.getContainer();
  const begin = () => (dataset['loading'] = 'true');
  begin();
  map.on('dataloading', begin);
  map.on('idle', () => {
    if (map.loaded()) delete dataset['loading'];
  });
}
