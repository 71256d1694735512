import type { Layer } from '@deck.gl/core';
import type { ColourScale } from '../density/colour-scale.ts';
import { FIRST_LAYER_ABOVE_HEAT } from './basemap-style.ts';
import type { FieldOnMap } from './field-loop.ts';
import { makeDensityLayer } from './layers/density-layer.ts';

const OLD_OPACITY = 0.7;

/** The deck layer of a density: empty without field or scale, dimmed while a newer one is on its way. */
export function densityLayers(
  field: FieldOnMap | null,
  scale: ColourScale | null,
  stale: boolean,
): Layer[] {
  const drawn = field && scale ? { field: field.grid, box: field.grid, scale } : { field: null };
  return [
    makeDensityLayer({
      id: 'density',
      beforeId: FIRST_LAYER_ABOVE_HEAT,
      opacity: stale ? OLD_OPACITY : 1,
      ...drawn,
    }),
  ];
}
