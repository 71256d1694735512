import type { Map as MapLibre } from 'maplibre-gl';

/**
 * Lets labels stand at rest where they would stand had the map been opened there. MapLibre keeps the side that a label
 * was last put to, so that labels do not jump while the map moves; what a link shows would depend on the way there.
 */
export function settleLabels(map: MapLibre): void {
  let isOwn = false;
  map.on('idle', () => {
    if (isOwn) {
      isOwn = false;
      return;
    }
    const { placement } = map.style;
    isOwn = true;
    placement.variableOffsets = {};
    placement.setStale();
    map.triggerRepaint();
  });
}
