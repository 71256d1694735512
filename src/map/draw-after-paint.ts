import type { Map as MapLibre } from 'maplibre-gl';
import { isEmulatedCard, paintOnItsWay, tellCard } from '../state/paint-first.ts';
import { tellToDraw } from './tell-loading.ts';

/** The name of what draws a map; empty where the browser does not tell. Chromium tells it by the extension alone. */
function rendererOf(map: MapLibre): string {
  const context = map.getCanvas().getContext('webgl2');
  const named = context?.getExtension('WEBGL_debug_renderer_info');
  return String(context?.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER) ?? '');
}

/** Lets a map draw once what was pressed is painted: all that draws it anew asks by `triggerRepaint`. */
export function drawAfterPaint(map: MapLibre): void {
  tellCard(isEmulatedCard(rendererOf(map)));
  const draw = map.triggerRepaint.bind(map);
  let isWanted = false;
  map.triggerRepaint = () => {
    const paint = paintOnItsWay();
    if (!paint) draw();
    else if (!isWanted) {
      isWanted = true;
      tellToDraw(map);
      void paint.then(() => {
        isWanted = false;
        draw();
      });
    }
  };
}
