import { useMemo } from 'react';
import type { DimensionAggregate } from './model/aggregate.ts';
import { isRate, rateGroups, rateSpecs, type RatedGroups } from './model/rate.ts';
import type { Choices } from './state/choices.ts';
import { countriesQuery, everything, inIPv4, type Filtering } from './state/queries.ts';
import { useRating } from './state/store.ts';
import { useRateBase } from './state/use-rate-base.ts';
import { useAggregate } from './state/use-aggregate.ts';

/** What countries are shaded by: of what the filters keep, and of everything, which the colours are fitted to. */
export interface RatedCountries {
  shaded: RatedGroups | null;
  whole: RatedGroups | null;
  stale: boolean;
}

/**
 * Countries by the share or rate that is chosen.
 * @param counts countries by count, of what the filters keep and of everything
 * @param isAsked whether they are shaded at all
 */
export function useRatedCountries(
  counted: Filtering & Pick<Choices, 'measure'>,
  counts: { kept: DimensionAggregate | null; whole: DimensionAggregate | null },
  isAsked: boolean,
): RatedCountries {
  const rating = useRating();
  const { measure } = counted;
  const { quantity } = rating;
  const isOfIPv4 = isAsked && isRate(quantity) && rateSpecs[quantity].isOfIPv4;
  const kept = useAggregate(isOfIPv4 ? inIPv4(countriesQuery(counted)) : null);
  const all = useAggregate(isOfIPv4 ? inIPv4(countriesQuery({ ...everything, measure })) : null);
  const baseOf = useRateBase(isAsked ? quantity : 'count', 'country', all.data?.keys ?? null);
  const [keptBy, wholeBy] = isOfIPv4 ? [kept.data, all.data] : [counts.kept, counts.whole];
  const isReady = isAsked && baseOf !== null;
  const rated = (groups: DimensionAggregate | null) =>
    isReady && groups ? rateGroups(groups, rating, baseOf ?? undefined) : null;
  // The function is another one with every answer, but says the same for the same data.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const shaded = useMemo(() => rated(keptBy), [keptBy, rating, isReady]);
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const whole = useMemo(() => rated(wholeBy), [wholeBy, rating, isReady]);
  return { shaded, whole, stale: isOfIPv4 && (!isReady || kept.stale || all.stale) };
}
