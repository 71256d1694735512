import type { Map as MapLibre } from 'maplibre-gl';
import { tellWaiting } from './tell-loading.ts';
import { doAfterPaint, paintOnItsWay } from '../state/paint-first.ts';

/**
 * The name of what draws a map; empty where the browser does not tell. Chromium tells it by an extension alone, which
 * Firefox would rather not be asked for.
 */
export function rendererOf(map: MapLibre): string {
  const context = map.getCanvas().getContext('webgl2');
  if (!context) return '';
  const name = String(context.getParameter(context.RENDERER));
  if (!/^webkit webgl$/i.test(name)) return name;
  const named = context.getExtension('WEBGL_debug_renderer_info');
  return named ? String(context.getParameter(named.UNMASKED_RENDERER_WEBGL)) : name;
}

/**
 * Lets a map draw once what was pressed is painted, but for a frame that is on its way already and for a new size.
 * @returns whether a draw waits for that
 */
export function drawAfterPaint(map: MapLibre): () => boolean {
  const draw = map.triggerRepaint.bind(map);
  let waits = false;
  map.triggerRepaint = () => {
    const paint = paintOnItsWay();
    if (!paint) draw();
    else if (!waits) {
      waits = true;
      tellWaiting(map);
      void paint.then(() => {
        waits = false;
        draw();
      });
    }
  };
  return () => waits;
}

/**
 * Changes what a map draws once what was pressed is painted, at once where nothing was pressed; gives what calls it off.
 * The map says meanwhile that something is on its way. One that lost its graphics context has nothing to change.
 */
export function changeAfterPaint(map: MapLibre, change: () => void): () => void {
  if (paintOnItsWay()) map.triggerRepaint();
  return doAfterPaint(() => {
    // MapLibre's types know nothing of a style that a lost context takes away.
    if (map.style as unknown) change();
  });
}
