import type { ExpressionSpecification, Map as MapLibre } from 'maplibre-gl';
import type { DimensionAggregate } from '../../model/aggregate.ts';
import { colourOf, type ColourScale } from '../../density/colour-scale.ts';
import { AREAS, HOVERED_INK, isHovered } from '../basemap-style.ts';

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

/** The colour of a country's value, and under the pointer with some ink in it; nothing where it has none. */
function fillColour(ink: string): ExpressionSpecification {
  const own: ExpressionSpecification = ['to-color', ['feature-state', 'colour'], 'rgba(0,0,0,0)'];
  const part: ExpressionSpecification = ['case', isHovered, HOVERED_INK, 0];
  return ['interpolate', ['linear'], part, 0, own, 1, ['to-color', ink]];
}

/**
 * Shades countries in the given colours; an empty map takes the shading away. Nothing is parsed anew.
 * @param ink what a country under the pointer is tinted with
 * @param beforeId the layer above
 */
export function showCountryColours(
  map: MapLibre,
  colours: ReadonlyMap<string, string>,
  ink: string,
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
        paint: { 'fill-color': fillColour(ink), 'fill-antialias': false },
      },
      beforeId,
    );
  } else map.setPaintProperty(LAYER, 'fill-color', fillColour(ink));
  for (const [id, colour] of colours) map.setFeatureState({ source: AREAS, id }, { colour });
  map.setLayoutProperty(LAYER, 'visibility', colours.size > 0 ? 'visible' : 'none');
}
