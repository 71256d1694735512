import type { Map as MapLibre } from 'maplibre-gl';

/** What can move a label: the camera, the map's size, sources and styles. Colours of a hovered country cannot. */
const MOVES = ['move', 'resize', 'data'] as const;

/**
 * Lets labels stand at rest where they would stand had the map been opened there. MapLibre keeps the side that a label
 * was last put to, so that labels do not jump while the map moves; what a link shows would depend on the way there. So a map
 * that does not move forgets the sides after every picture, and one that came to rest draws one more.
 */
export function settleLabels(map: MapLibre): void {
  /** Whether labels have to be placed anew. */
  let isStale = true;
  /** Whether the next picture places them without knowing where they were. */
  let isForgotten = false;
  const forget = () => {
    map.style.placement.variableOffsets = {};
    isForgotten = true;
  };
  for (const event of MOVES) map.on(event, () => (isStale = true));
  map.on('render', () => {
    if (isForgotten) isStale = false;
    if (map.isMoving()) isForgotten = false;
    else forget();
  });
  map.on('idle', () => {
    if (!isStale) return;
    forget();
    map.style.placement.setStale();
    map.triggerRepaint();
  });
}
