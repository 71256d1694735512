import { PLACE_LEVEL } from './model/query.ts';
import { useEffect, useMemo, useState } from 'react';
import { fitDomain, type ColourScale } from './density/colour-scale.ts';
import { spreadOf, type Spread } from './density/spread.ts';
import { axisOf, makeScale } from './density/way-scale.ts';
import type { ColourChoice } from './model/colour-choice.ts';
import type { DensityClient } from './density/density-client.ts';
import {
  FIT_LEVEL,
  fitCountries,
  fitView,
  valuesOnMap,
  type CountryValues,
} from './density/fit-scale.ts';
import { FIT_RESOLUTION, fitHexagons } from './density/hexagon-grid.ts';
import type { CellAggregate } from './model/aggregate.ts';
import type { Quantity } from './model/rate.ts';
import type { HexagonUnit } from './model/hexagon-unit.ts';
import type { ScaleKind } from './state/choices.ts';
import { askAfterPaint } from './state/paint-first.ts';
import { waySpecs, type Way } from './ways/ways.ts';

type Domain = readonly [number, number];

/** What a way's domain is fitted to: the whole data set, without a filter. */
export interface Fit {
  way: Way;
  /** Cells of the level that `fitLevelOf` names. */
  cells: CellAggregate | null;
  countries: CountryValues | null;
  /** What countries have. */
  quantity: Quantity;
  smoothingKm: number;
  kind: ScaleKind;
  colours: ColourChoice;
  hexagonUnit: HexagonUnit;
  /** Of the hexagons that are drawn. */
  resolution: number;
}

/** Level of the cells that a way's domain is fitted to. */
export function fitLevelOf(way: Way): number {
  return waySpecs[way].colours === 'hexagons' ? PLACE_LEVEL : FIT_LEVEL;
}

/** What the spread is asked for: the same text, the same spread. Numbers per area have one resolution at every zoom. */
function spreadKey({ way, smoothingKm, hexagonUnit, resolution }: Fit): string {
  return waySpecs[way].colours === 'hexagons'
    ? `${hexagonUnit} ${hexagonUnit === 'area' ? FIT_RESOLUTION : resolution}`
    : `field ${smoothingKm}`;
}

function askSpread(client: DensityClient, cells: CellAggregate, key: string, signal: AbortSignal) {
  const [unit, size] = [key.split(' ')[0]!, Number(key.split(' ')[1])];
  return unit === 'field'
    ? client.spread(cells, fitView(size), { smoothingKm: size }, signal)
    : client.hexagonSpread(cells, size, unit as HexagonUnit, signal);
}

/** How the values of a whole data set are spread, and what that was found for. */
function useSpread(client: DensityClient, cells: CellAggregate | null, key: string) {
  const [found, setFound] = useState<{
    cells: CellAggregate;
    key: string;
    spread: Spread;
  } | null>(null);
  useEffect(() => {
    if (!cells || (found?.cells === cells && found.key === key)) return;
    const controller = new AbortController();
    askAfterPaint(() => askSpread(client, cells, key, controller.signal)).then(
      (spread) => {
        if (!controller.signal.aborted) setFound({ cells, key, spread });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) console.error(error);
      },
    );
    return () => controller.abort();
  }, [client, cells, key, found]);
  return found;
}

/** The domain that is fitted to a spread; null where nothing is located. */
function fittedDomain(
  fit: Pick<Fit, 'way' | 'kind' | 'hexagonUnit' | 'countries' | 'quantity'>,
  spread: Spread | null,
): Domain | null {
  const { way, kind, hexagonUnit, countries, quantity } = fit;
  const axis = axisOf(kind);
  const { colours } = waySpecs[way];
  if (colours === 'none') return null;
  if (colours === 'countries') return fitCountries(countries, axis, quantity);
  if (colours === 'sizes') return fitCountries(countries, 'linear');
  if (!spread || spread.largest <= 0) return null;
  return colours === 'hexagons'
    ? fitHexagons(spread.largest, hexagonUnit, axis)
    : fitDomain(spread.largest, axis);
}

/**
 * Colours and domain of a way. A domain that the reader locked is kept as it is; else it is fitted to the whole data set,
 * so that no filter and no zoom moves it (but for numbers in a hexagon, which are of its size). Null before the first fit,
 * and where nothing is located.
 * @returns the scale, how values are spread, and whether the scale is still being fitted to what was given
 */
export function useWayScale(
  client: DensityClient,
  fit: Fit,
  locked: Domain | null,
  theme: 'dark' | 'light',
): { scale: ColourScale | null; spread: Spread | null; isFitting: boolean } {
  const { way, kind, colours, hexagonUnit, countries, quantity } = fit;
  const isOfCells = ['field', 'hexagons'].includes(waySpecs[way].colours);
  const cells = isOfCells && fit.cells?.level === fitLevelOf(way) ? fit.cells : null;
  const key = spreadKey(fit);
  const found = useSpread(client, cells, key);
  const ofCells = found && sameSort(found.key, key) ? found.spread : null;
  const spread = useMemo(
    () =>
      waySpecs[way].colours === 'countries'
        ? countries && spreadOf(valuesOnMap(countries))
        : ofCells,
    [way, countries, ofCells],
  );
  const scale = useMemo(() => {
    const domain = locked ?? fittedDomain({ way, kind, hexagonUnit, countries, quantity }, spread);
    const { drawn } = waySpecs[way];
    return domain && makeScale(domain, { kind, theme, drawn, colours, spread });
  }, [locked, way, kind, hexagonUnit, countries, quantity, spread, theme, colours]);
  const isFitting = cells !== null && (found?.cells !== cells || found.key !== key);
  return { scale, spread, isFitting };
}

/** Whether two keys are of one unit: the spread of another smoothing still serves until the new one is there. */
function sameSort(a: string, b: string): boolean {
  return a.split(' ')[0] === b.split(' ')[0];
}
