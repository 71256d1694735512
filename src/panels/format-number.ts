import { dateFormat, numberFormat } from '../model/formatters.ts';
import { pageLanguage } from './language.ts';

/** A thin space that does not break: before units and per cent signs. */
const THIN = '\u202f';

/** A count in the page's language: whole, but for means, which have one decimal. */
export function formatCount(value: number, language = pageLanguage()): string {
  const digits = Number.isInteger(value) || value >= 1000 ? 0 : 1;
  return numberFormat(language, { maximumFractionDigits: digits }).format(value);
}

/** A share of a base in per cent: one decimal, "< 0.1 %" for less; '' where the base is nothing. */
export function formatShare(value: number, base: number, language = pageLanguage()): string {
  if (base <= 0) return '';
  const percent = (100 * value) / base;
  const number = numberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  if (percent > 0 && percent < 0.1) return `<${THIN}${number.format(0.1)}${THIN}%`;
  return `${number.format(percent)}${THIN}%`;
}

/** A size in bytes, in the unit that suits it (powers of 1,000). */
export function formatBytes(bytes: number, language = pageLanguage()): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return numberFormat(language, {
    style: 'unit',
    unit: units[step]!,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}

/** A UTC date in words: "1 October 2014". */
export function formatDate(
  time: number,
  month: 'long' | 'short' = 'long',
  language = pageLanguage(),
): string {
  return dateFormat(language, {
    day: 'numeric',
    month,
    year: 'numeric',
    timeZone: 'UTC',
  }).format(time);
}

/** A half-open range of time by its first and last day, as the language writes it: "1 Oct 2014 – 31 Mar 2015". */
export function formatRange(start: number, end: number, language = pageLanguage()): string {
  const days = dateFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return days.formatRange(start, end - 1);
}
