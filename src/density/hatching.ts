import type { DimensionAggregate } from '../model/aggregate.ts';

/** How each strength of hatching is drawn, faintest first: gap and width in CSS pixels, and opacity. */
export const hatchStrengths = [
  { gap: 10, width: 0.7, alpha: 0.28 },
  { gap: 8, width: 0.8, alpha: 0.36 },
  { gap: 6, width: 0.9, alpha: 0.46 },
  { gap: 5, width: 1.1, alpha: 0.58 },
];

/** Lower bound of each strength: tenths down from the largest power of ten that is not above the largest count. */
export function hatchBreaks(largest: number): number[] {
  const top = 10 ** Math.floor(Math.log10(Math.max(1, largest)));
  return Array.from({ length: hatchStrengths.length }, (_, step) =>
    step === 0 ? 0 : top / 10 ** (hatchStrengths.length - 1 - step),
  );
}

/** Countries by strength of hatching, for what is known to the country only. */
export function hatchedCountries(countries: DimensionAggregate): string[][] {
  const breaks = hatchBreaks(countries.countryOnly.reduce((a, b) => Math.max(a, b), 0));
  const steps: string[][] = breaks.map(() => []);
  countries.keys.forEach((key, index) => {
    const count = countries.countryOnly[index] ?? 0;
    if (key === '' || count <= 0) return;
    const step = breaks.findLastIndex((bound) => count >= bound);
    steps[step]?.push(key);
  });
  return steps;
}
