import { useEffect, useMemo, useState } from 'react';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { LabelPoints } from '../model/server-marks.ts';
import { countryName } from '../model/country-name.ts';
import { fetchLabels, labelPoints, type Label } from './basemap-labels.ts';
import { AREAS, basemapUrl, LINES } from './basemap-style.ts';
import { whileResting } from './while-resting.ts';

/** Labels of cities begin half a zoom nearer. */
const NEAR_CITIES = 2.5;

function setData(map: MapLibre, source: string, data: string | GeoJSON.FeatureCollection): void {
  void map.getSource<GeoJSONSource>(source)?.setData(data);
}

/**
 * Once the first picture stands with its data, or the reader looks closer, replaces the small-scale land by the finer
 * one; the old stays until it is parsed.
 */
export function useFinerLand(map: MapLibre | null, hasData: boolean): void {
  useEffect(() => {
    if (!map) return;
    const finer = () => {
      setData(map, AREAS, basemapUrl('areas-50m'));
      setData(map, LINES, basemapUrl('lines-50m'));
    };
    const moment = hasData ? 'idle' : 'zoom';
    void map.once(moment, finer);
    return () => void map.off(moment, finer);
  }, [map, hasData]);
}

/** Fills the source of countries' labels in the reader's language; gives where countries are labelled. */
export function useBasemapLabels(map: MapLibre | null, language: string): LabelPoints {
  const [countries, setCountries] = useState<Label[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    fetchLabels('countries', controller.signal).then(setCountries, (error: unknown) => {
      if (!controller.signal.aborted) console.error(error);
    });
    return () => controller.abort();
  }, []);
  useEffect(() => {
    if (!map || countries.length === 0) return;
    const named = labelPoints(countries, (code) => countryName(code, language));
    setData(map, 'country-labels', named);
  }, [map, countries, language]);
  return useMemo(
    () => new Map(countries.map(([code, longitude, latitude]) => [code, [longitude, latitude]])),
    [countries],
  );
}

/** Fills the source of cities' labels once the reader looks closer, or ahead, while the map rests with its data. */
export function useCityLabels(map: MapLibre | null, hasData: boolean): void {
  const [areWanted, setAreWanted] = useState(false);
  useEffect(() => {
    if (!map || areWanted) return;
    let callOff = () => {};
    const want = () => setAreWanted(true);
    const moved = () => {
      if (map.getZoom() >= NEAR_CITIES) want();
    };
    const rested = () => {
      callOff = whileResting(want);
    };
    map.on('move', moved);
    if (hasData) void map.once('idle', rested);
    moved();
    return () => {
      callOff();
      map.off('move', moved);
      map.off('idle', rested);
    };
  }, [map, hasData, areWanted]);
  useEffect(() => {
    if (!map || !areWanted) return;
    const controller = new AbortController();
    fetchLabels('cities', controller.signal).then(
      (cities) =>
        setData(
          map,
          'city-labels',
          labelPoints(cities, (name) => name),
        ),
      (error: unknown) => {
        if (!controller.signal.aborted) console.error(error);
      },
    );
    return () => controller.abort();
  }, [map, areWanted]);
}
