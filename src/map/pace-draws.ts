import type { Map as MapLibre } from 'maplibre-gl';
import { tellWaiting } from './tell-loading.ts';

/** How often the card is asked whether a picture is done, in milliseconds. */
const ASK_MS = 4;

/**
 * Lets a map hand over its next picture only once the last one is drawn: where the processor does what a graphics card would,
 * pictures else pile up that nobody will see, and the page's own paint waits behind all of them.
 */
export function paceDraws(map: MapLibre): void {
  const card = map.getCanvas().getContext('webgl2');
  if (!card) return;
  const draw = map.triggerRepaint.bind(map);
  let isDrawing = false;
  let isWanted = false;
  const awaitDrawn = (drawn: WebGLSync) => {
    if (!card.isContextLost()) {
      if (card.getSyncParameter(drawn, card.SYNC_STATUS) === card.UNSIGNALED) {
        setTimeout(awaitDrawn, ASK_MS, drawn);
        return;
      }
      card.deleteSync(drawn);
    }
    isDrawing = false;
    if (isWanted) map.triggerRepaint();
  };
  map.on('render', () => {
    const drawn = isDrawing ? null : card.fenceSync(card.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (!drawn) return;
    isDrawing = true;
    isWanted = false;
    card.flush();
    setTimeout(awaitDrawn, ASK_MS, drawn);
  });
  const drawUnlessDrawing = () => {
    if (isDrawing) {
      isWanted = true;
      tellWaiting(map);
    } else draw();
  };
  // A move asks for its next picture while it draws one, which is told of only at its end.
  map.triggerRepaint = () => queueMicrotask(drawUnlessDrawing);
}
