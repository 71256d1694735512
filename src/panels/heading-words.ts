import { measureWords } from '../model/measure.ts';
import type { Measure } from '../model/query.ts';
import type { Summary } from '../model/source.ts';
import { wholeDays, type TimeRange } from '../model/time.ts';
import { formatRange } from './format-number.ts';

/** The window of what is shown: the chosen range, else that of the data; null where nothing is dated. */
export function shownWindow(summary: Summary, time: TimeRange | null): TimeRange | null {
  if (time) return time;
  return summary.time && wholeDays(summary.time.first, summary.time.last);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The unit and the window of what is shown: "Machines, 1 Oct 2014 – 31 Mar 2015 UTC". */
export function shownWords(
  summary: Summary,
  measure: Measure,
  time: TimeRange | null,
  language?: string,
): string {
  const window = shownWindow(summary, time);
  const unit = capital(measureWords[measure].unit);
  if (!window) return `${unit}, no times known`;
  return `${unit}, ${formatRange(window.start, window.end, language)} UTC`;
}

/** The name of a data set: its file, or how many. */
export function dataSetName(summary: Summary): string {
  const { files } = summary;
  const [only] = files;
  if (!only) return 'No telemetry loaded';
  return files.length === 1 ? only.name : `${only.name} and ${files.length - 1} more`;
}

/** What a page or picture of a data set is headed. */
export function dataTitle(summary: Summary): string {
  return summary.reconstruction ? 'Simda takedown, April 2015' : dataSetName(summary);
}
