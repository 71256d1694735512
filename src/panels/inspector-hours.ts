import { numberFormat } from '../model/formatters.ts';
import type { HourAggregate } from '../model/aggregate.ts';
import { HOURS_A_DAY } from '../model/inspection.ts';
import { unitFor } from '../model/measure.ts';
import type { Measure } from '../model/query.ts';
import { formatCount } from './format-number.ts';

/** Days of the week, from Monday. */
export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** Measures of which the parts of several days add up; of the others, what comes on two Mondays counts once. */
const additive: readonly Measure[] = ['hits', 'events'];

const two = (n: number) => String(n).padStart(2, '0');

/** The start of an hour of the day: "07:00". */
export function hourName(hour: number): string {
  return `${two(hour)}:00`;
}

/** An hour of the week. */
export interface Hour {
  weekday: number;
  hour: number;
  /** What was counted in this hour of all such weekdays. */
  count: number;
  /** How many such weekdays the window has. */
  days: number;
  /** The count for each of them; of a daily mean, which is for each day already, that mean. 0 where there is none. */
  each: number;
}

/** The hours of the week in order, from Monday at 0. */
export function hoursOf({ value, days, measure }: HourAggregate): Hour[] {
  return Array.from(value, (count, at) => {
    const weekday = Math.floor(at / HOURS_A_DAY);
    const each = measure === 'meanDailyHosts' ? count : count / Math.max(1, days[weekday]!);
    return { weekday, hour: at % HOURS_A_DAY, count, days: days[weekday]!, each };
  });
}

/** A mean for people: three significant digits below 100, else whole. */
export function eachWords(each: number, language?: string): string {
  if (each >= 100 || each === 0) return formatCount(Math.round(each), language);
  return numberFormat(language ?? 'en', { maximumSignificantDigits: 3 }).format(each);
}

/** An hour in words: "Monday 07:00 to 08:00 UTC: 130 hits on 13 Mondays, 10 for each". */
export function hourWords(of: Hour, measure: Measure, language?: string): string {
  const { weekday, hour, count, days, each } = of;
  const name = weekdays[weekday]!;
  const when = `${name} ${hourName(hour)} to ${hourName(hour + 1)} UTC`;
  const said = `${formatCount(count, language)} ${unitFor(measure, count)}`;
  const on = `on ${formatCount(days, language)} ${days === 1 ? name : `${name}s`}`;
  if (days === 0) return `${when}: no ${name} in the window`;
  if (measure === 'meanDailyHosts') return `${when}: ${said} ${on}`;
  return `${when}: ${said} ${on}, ${eachWords(each, language)} for each`;
}

/** What a number of the grid is. */
export function hoursMethod(measure: Measure): string {
  if (measure === 'meanDailyHosts') {
    return 'The mean over such weekdays in the window, in UTC.';
  }
  const once = additive.includes(measure)
    ? ''
    : ' What comes on several such days counts once, so this is at most the mean of single days.';
  return `The count of the hour divided by the number of such weekdays in the window, in UTC.${once}`;
}
