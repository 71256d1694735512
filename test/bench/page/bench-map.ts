import type { Layer } from '@deck.gl/core';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { worldZoom } from '../../../src/density/view-of-field.ts';
import { basemapStyle } from '../../../src/map/basemap-style.ts';
import { mapPalettes } from '../../../src/model/map-palette.ts';

/** The product's basemap, which draws deck.gl layers when it is told to. */
export interface BenchMap {
  map: MapLibre;
  /** Draws these layers; resolves when the one that is named has its new data and the graphics card is done. */
  draw(layers: Layer[], changed: Layer): Promise<void>;
  close(): void;
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Reading one pixel waits for everything that was drawn before it. */
function finish(map: MapLibre): void {
  const gl = map.getCanvas().getContext('webgl2');
  gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
}

/** Opens a map of the world of this many CSS pixels, at rest. */
export async function openMap(width: number, height: number): Promise<BenchMap> {
  setWorkerUrl(workerUrl);
  const container = document.createElement('div');
  container.style.cssText = `position:fixed;inset:0;width:${width}px;height:${height}px`;
  document.body.append(container);
  const map = new MapLibre({
    container,
    style: basemapStyle(mapPalettes.dark, 1),
    center: [0, 20],
    zoom: worldZoom(width, height),
    attributionControl: false,
    interactive: false,
    fadeDuration: 0,
    // Larger than a screen, where a picture is asked for.
    maxCanvasSize: [16_384, 16_384],
  });
  await map.once('load');
  const overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
  map.addControl(overlay);
  await map.once('idle');
  return {
    map,
    async draw(layers, changed) {
      overlay.setProps({ layers });
      // deck.gl gives a new layer its state when it takes the layer up, at its next frame.
      while (!changed.state) await nextFrame();
      map.redraw();
      finish(map);
    },
    close() {
      map.remove();
      container.remove();
    },
  };
}
