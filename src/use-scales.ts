import { useEffect, useMemo, useState } from 'react';
import { fitDomain, makeRamp, type ColourScale } from './density/colour-scale.ts';
import type { DensityClient } from './density/density-client.ts';
import type { CellAggregate } from './model/aggregate.ts';
import type { ScaleKind } from './state/choices.ts';
import { fitView } from './density/fit-scale.ts';

type Domain = readonly [number, number];

/** What a density's domain is fitted to. */
export interface Fit {
  /** Cells of the whole data set: no filter. */
  cells: CellAggregate | null;
  smoothingKm: number;
  kind: ScaleKind;
}

/**
 * Colours and domain of the density. A domain that the reader locked is kept as it is; else it is fitted to the cells
 * given, so that with the cells of the whole data set no filter and no zoom moves it. Null before the first fit, and where
 * nothing is located.
 * @returns the scale, and whether it is still being fitted to the cells given
 */
export function useDensityScale(
  client: DensityClient,
  { cells, smoothingKm, kind }: Fit,
  locked: Domain | null,
  theme: 'dark' | 'light',
): { scale: ColourScale | null; isFitting: boolean } {
  const [fit, setFit] = useState<{
    cells: CellAggregate;
    smoothingKm: number;
    peak: number;
  } | null>(null);
  const peak = fit?.peak ?? null;
  useEffect(() => {
    if (!cells) return;
    const controller = new AbortController();
    client.peak(cells, fitView(smoothingKm), { smoothingKm }, controller.signal).then(
      (largest) => {
        if (!controller.signal.aborted) setFit({ cells, smoothingKm, peak: largest });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) console.error(error);
      },
    );
    return () => controller.abort();
  }, [client, cells, smoothingKm]);
  const fitted = useMemo(() => (peak ? fitDomain(peak, kind) : null), [peak, kind]);
  const domain = locked ?? fitted;
  const scale = useMemo(
    () => (domain ? { kind, domain, ramp: makeRamp(theme) } : null),
    [kind, domain, theme],
  );
  const isFitting = cells !== null && (fit?.cells !== cells || fit.smoothingKm !== smoothingKm);
  return { scale, isFitting };
}
