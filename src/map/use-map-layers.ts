import { useEffect, useMemo, useRef } from 'react';
import type { FilterSpecification, Map as MapLibre, MapMouseEvent } from 'maplibre-gl';
import type { DimensionAggregate } from '../model/aggregate.ts';
import type { ColourScale } from '../density/colour-scale.ts';
import { changeAfterPaint } from './draw-after-paint.ts';
import { SELECTED_LAYER, UNDER_HEAT } from './basemap-style.ts';
import { countryColours, showCountryColours } from './layers/country-layer.ts';
import { mapPalettes } from '../model/map-palette.ts';
import { hatchedCountries } from '../density/hatching.ts';
import { showCountryOnly } from './layers/country-only-layer.ts';
import { countryAt } from './readout.tsx';

const noColours: ReadonlyMap<string, string> = new Map();

/** MapLibre cuts all areas anew for a new hatching: not oftener than this while a brush moves or the time plays. */
const HATCHING_MS = 500;

/** Hatches what is known to the country only; null takes the hatching away. */
export function useCountryOnly(
  map: MapLibre | null,
  countries: DimensionAggregate | null,
  theme: 'dark' | 'light',
): void {
  const key = useMemo(
    () => JSON.stringify(countries ? hatchedCountries(countries) : []),
    [countries],
  );
  const shown = useRef(-Infinity);
  useEffect(() => {
    if (!map) return;
    const show = () => {
      shown.current = performance.now();
      showCountryOnly(map, JSON.parse(key) as string[][], theme, UNDER_HEAT);
    };
    let callOff = () => {};
    const due = () => {
      callOff = changeAfterPaint(map, show);
    };
    const timer = setTimeout(due, shown.current + HATCHING_MS - performance.now());
    return () => {
      clearTimeout(timer);
      callOff();
    };
  }, [map, key, theme]);
}

/** Shades countries by value; null takes the shading away. */
export function useCountryShading(
  map: MapLibre | null,
  countries: DimensionAggregate | null,
  scale: ColourScale | null,
  theme: 'dark' | 'light',
): void {
  const colours = useMemo(
    () => (countries && scale ? countryColours(countries, scale) : noColours),
    [countries, scale],
  );
  useEffect(() => {
    if (!map) return;
    return changeAfterPaint(map, () =>
      showCountryColours(map, colours, mapPalettes[theme].ink, UNDER_HEAT),
    );
  }, [map, colours, theme]);
}

/** Outlines the countries that the filter keeps. */
export function useSelectedCountries(map: MapLibre | null, codes: readonly string[]): void {
  const key = codes.join(' ');
  useEffect(() => {
    if (!map) return;
    const list = ['literal', key === '' ? ['-'] : key.split(' ')];
    const filter = ['any', ['in', ['get', 'a'], list], ['in', ['get', 'b'], list]];
    // MapLibre cuts the areas anew for another filter.
    return changeAfterPaint(map, () =>
      map.setFilter(SELECTED_LAYER, filter as FilterSpecification),
    );
  }, [map, key]);
}

/** Tells which country was clicked. */
export function useCountryClick(map: MapLibre | null, onCountry: (code: string) => void): void {
  const latest = useRef(onCountry);
  useEffect(() => {
    latest.current = onCountry;
  });
  useEffect(() => {
    if (!map) return;
    const clicked = ({ point }: MapMouseEvent) => {
      const code = countryAt(map, point);
      if (code !== '') latest.current(code);
    };
    map.on('click', clicked);
    return () => void map.off('click', clicked);
  }, [map]);
}
