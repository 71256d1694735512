import { numberFormat } from './formatters.ts';

/** A density for people: two significant digits below ten, whole numbers above, "less than" near zero. */
export function densityWords(value: number, language: string): string {
  const short = (number: number, digits: Intl.NumberFormatOptions) =>
    numberFormat(language, digits).format(number);
  if (value < 0.01) return `less than ${short(0.01, {})}`;
  if (value < 10) return short(value, { maximumSignificantDigits: 2 });
  return short(value, { maximumFractionDigits: 0 });
}

/** A count for people. */
export function countWords(value: number, language: string): string {
  return numberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** A share of a base as a per cent with a thin space; '' where the base is nothing. */
export function shareWords(value: number, base: number, language: string): string {
  if (base <= 0) return '';
  const percent = (100 * value) / base;
  const digits = percent > 0 && percent < 10 ? 1 : 0;
  const number = numberFormat(language, { maximumFractionDigits: digits });
  return `${number.format(percent)}\u202f%`;
}

/** Least distance of a colour bar's ticks, as a part of its length: long numbers at its ends need more of it. */
export function tickSpace([low, high]: readonly [number, number], language: string): number {
  const longest = Math.max(...[low, high].map((end) => tickWords(end, high, language).length));
  return longest > 6 ? 0.28 : 0.14;
}

/** A tick of a scale whose largest number is `largest`: thousands are shortened where that is 100,000 or more. */
export function tickWords(value: number, largest: number, language: string): string {
  const number = numberFormat(language, {
    notation: largest >= 1e5 ? 'compact' : 'standard',
    maximumSignificantDigits: 3,
  });
  return number.format(value);
}
