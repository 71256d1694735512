import type { Map as MapLibre } from 'maplibre-gl';
import type { DimensionAggregate } from '../../model/aggregate.ts';
import { colourOf, type ColourScale } from '../../density/colour-scale.ts';
import { AREAS } from '../basemap-style.ts';

const LAYER = 'country-shading';

/** Colours of countries by code; a country without a count has none. */
export function countryColours(
  countries: DimensionAggregate,
  scale: ColourScale,
): Map<string, string> {
  const colours = new Map<string, string>();
  countries.keys.forEach((key, index) => {
    const value = countries.value[index] ?? 0;
    if (key === '' || value <= 0) return;
    const [red, green, blue, alpha] = colourOf(scale, value);
    colours.set(key, `rgba(${red},${green},${blue},${alpha / 255})`);
  });
  return colours;
}

/** Shades countries in the given colours; an empty map takes the shading away. Nothing is parsed anew. */
export function showCountryColours(
  map: MapLibre,
  colours: ReadonlyMap<string, string>,
  beforeId: string,
): void {
  map.removeFeatureState({ source: AREAS }, undefined);
  if (!map.getLayer(LAYER)) {
    if (colours.size === 0) return;
    map.addLayer(
      {
        id: LAYER,
        type: 'fill',
        source: AREAS,
        paint: {
          'fill-color': ['to-color', ['feature-state', 'colour'], 'rgba(0,0,0,0)'],
          'fill-antialias': false,
        },
      },
      beforeId,
    );
  }
  for (const [id, colour] of colours) map.setFeatureState({ source: AREAS, id }, { colour });
  map.setLayoutProperty(LAYER, 'visibility', colours.size > 0 ? 'visible' : 'none');
}
