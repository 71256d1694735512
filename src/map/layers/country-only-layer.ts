import type { FillLayerSpecification, Map as MapLibre } from 'maplibre-gl';
import { hatchStrengths } from '../../density/hatching.ts';
import { AREAS } from '../basemap-style.ts';
import { mapPalettes } from '../../model/map-palette.ts';

const LAYER = 'country-only';

/** Draws one tile of 45 degree lines, seamless, at `ratio` device pixels a CSS pixel. */
export function hatchTile(step: number, theme: 'dark' | 'light', ratio: number): ImageData {
  const { gap, width, alpha } = hatchStrengths[step] ?? hatchStrengths[0]!;
  const side = Math.round(gap * ratio);
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser gives no 2D canvas for the hatching.');
  context.globalAlpha = alpha;
  context.strokeStyle = mapPalettes[theme].hatch;
  context.lineWidth = width * ratio;
  for (const shift of [-side, 0, side]) {
    context.moveTo(shift - 1, side + 1);
    context.lineTo(shift + side + 1, -1);
  }
  context.stroke();
  return context.getImageData(0, 0, side, side);
}

function imageName(step: number, theme: 'dark' | 'light'): string {
  return `hatch-${theme}-${step}`;
}

function layer(steps: readonly string[][], theme: 'dark' | 'light'): FillLayerSpecification {
  const branches = steps.flatMap((codes, step) =>
    codes.length > 0 ? [codes, imageName(step, theme)] : [],
  );
  const pattern = ['match', ['get', 'id'], ...branches, imageName(0, theme)];
  return {
    id: LAYER,
    type: 'fill',
    source: AREAS,
    filter: ['in', ['get', 'id'], ['literal', steps.flat()]],
    paint: { 'fill-pattern': pattern as unknown as string, 'fill-antialias': false },
  };
}

/**
 * Hatches countries on the map, by strength; an empty list takes the hatching away.
 * @param steps what `hatchedCountries` gave
 * @param beforeId the layer above
 */
export function showCountryOnly(
  map: MapLibre,
  steps: readonly string[][],
  theme: 'dark' | 'light',
  beforeId: string,
): void {
  if (steps.flat().length === 0) {
    if (map.getLayer(LAYER)) map.removeLayer(LAYER);
    return;
  }
  for (let step = 0; step < hatchStrengths.length; step++) {
    const name = imageName(step, theme);
    if (!map.hasImage(name)) map.addImage(name, hatchTile(step, theme, 2), { pixelRatio: 2 });
  }
  const wanted = layer(steps, theme);
  if (!map.getLayer(LAYER)) {
    map.addLayer(wanted, beforeId);
    return;
  }
  map.setFilter(LAYER, wanted.filter ?? null);
  map.setPaintProperty(LAYER, 'fill-pattern', wanted.paint?.['fill-pattern']);
}
