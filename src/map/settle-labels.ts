import type { Map as MapLibre } from 'maplibre-gl';

/** What can move a label: the camera, the map's size, sources and styles. Colours of a hovered country cannot. */
const MOVES = ['move', 'resize', 'data'] as const;

/**
 * Lets labels stand at rest where they would stand had the map been opened there. MapLibre keeps the side that a label
 * was last put to, so that labels do not jump while the map moves; what a link shows would depend on the way there.
 */
export function settleLabels(map: MapLibre): void {
  let isStale = true;
  for (const event of MOVES) map.on(event, () => (isStale = true));
  map.on('idle', () => {
    if (!isStale) return;
    const { placement } = map.style;
    placement.variableOffsets = {};
    placement.setStale();
    map.triggerRepaint();
    isStale = false;
  });
}
