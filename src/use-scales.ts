import { useEffect, useMemo, useState } from 'react';
import { fitDomain, makeRamp, type ColourScale } from './density/colour-scale.ts';
import type { DensityClient } from './density/density-client.ts';
import { countryScale, FIT_LEVEL, fitView } from './density/fit-scale.ts';
import { FIT_RESOLUTION, fitHexagons, PLACE_LEVEL } from './density/hexagon-grid.ts';
import type { CellAggregate, DimensionAggregate } from './model/aggregate.ts';
import type { HexagonUnit } from './model/hexagon-unit.ts';
import type { ScaleKind } from './state/choices.ts';
import { waySpecs, type Way } from './state/ways.ts';

type Domain = readonly [number, number];

/** What a way's domain is fitted to: the whole data set, without a filter. */
export interface Fit {
  way: Way;
  /** Cells of the level that `fitLevelOf` names. */
  cells: CellAggregate | null;
  countries: DimensionAggregate | null;
  smoothingKm: number;
  kind: ScaleKind;
  hexagonUnit: HexagonUnit;
  /** Of the hexagons that are drawn. */
  resolution: number;
}

/** Level of the cells that a way's domain is fitted to. */
export function fitLevelOf(way: Way): number {
  return waySpecs[way].colours === 'hexagons' ? PLACE_LEVEL : FIT_LEVEL;
}

/** What the peak is asked for: the same text, the same peak. Numbers per area have one resolution at every zoom. */
function peakKey({ way, smoothingKm, hexagonUnit, resolution }: Fit): string {
  return waySpecs[way].colours === 'hexagons'
    ? `${hexagonUnit} ${hexagonUnit === 'area' ? FIT_RESOLUTION : resolution}`
    : `field ${smoothingKm}`;
}

function askPeak(client: DensityClient, cells: CellAggregate, key: string, signal: AbortSignal) {
  const [unit, size] = [key.split(' ')[0]!, Number(key.split(' ')[1])];
  return unit === 'field'
    ? client.peak(cells, fitView(size), { smoothingKm: size }, signal)
    : client.hexagonPeak(cells, size, unit as HexagonUnit, signal);
}

/** The largest value of a whole data set, and what it was found for. */
function usePeak(client: DensityClient, cells: CellAggregate | null, key: string) {
  const [found, setFound] = useState<{ cells: CellAggregate; key: string; peak: number } | null>(
    null,
  );
  useEffect(() => {
    if (!cells) return;
    const controller = new AbortController();
    askPeak(client, cells, key, controller.signal).then(
      (peak) => {
        if (!controller.signal.aborted) setFound({ cells, key, peak });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) console.error(error);
      },
    );
    return () => controller.abort();
  }, [client, cells, key]);
  return found;
}

/**
 * Colours and domain of a way. A domain that the reader locked is kept as it is; else it is fitted to the whole data set,
 * so that no filter and no zoom moves it (but for numbers in a hexagon, which are of its size). Null before the first fit,
 * and where nothing is located.
 * @returns the scale, and whether it is still being fitted to what was given
 */
export function useWayScale(
  client: DensityClient,
  fit: Fit,
  locked: Domain | null,
  theme: 'dark' | 'light',
): { scale: ColourScale | null; isFitting: boolean } {
  const { way, kind, hexagonUnit, countries } = fit;
  const cells = fit.cells?.level === fitLevelOf(way) ? fit.cells : null;
  const key = peakKey(fit);
  const found = usePeak(client, cells, key);
  const peak = found && sameSort(found.key, key) ? found.peak : null;
  const domain = useMemo(() => {
    if (locked) return locked;
    if (!peak) return null;
    return waySpecs[way].colours === 'hexagons'
      ? fitHexagons(peak, hexagonUnit, kind)
      : fitDomain(peak, kind);
  }, [locked, peak, way, kind, hexagonUnit]);
  const scale = useMemo(() => {
    if (waySpecs[way].colours === 'countries') {
      const shading = countryScale(countries, kind, theme);
      return shading && locked ? { ...shading, domain: locked } : shading;
    }
    return domain ? { kind, domain, ramp: makeRamp(theme, waySpecs[way].drawn) } : null;
  }, [way, kind, domain, locked, countries, theme]);
  const isFitting = cells !== null && (found?.cells !== cells || found.key !== key);
  return { scale, isFitting };
}

/** Whether two keys are of one unit: a peak of another smoothing still serves until the new one is there. */
function sameSort(a: string, b: string): boolean {
  return a.split(' ')[0] === b.split(' ')[0];
}
