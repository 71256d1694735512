import type { TimeAggregate } from '../model/aggregate.ts';
import type { Measure } from '../model/query.ts';
import type { Theme } from './themes.ts';
import { measureWords } from '../model/measure.ts';
import { dateFormat } from '../model/formatters.ts';
import { countWords, tickWords } from '../model/number-words.ts';
import { DAY } from '../model/time.ts';
import { boxShape, lineShape, type Points, type ScenePart, type Shape } from './scene.ts';
import type { SceneParts } from './scene-parts.ts';
import { textShape } from './text-shapes.ts';

/** Height of the strip, units. */
export const TIMELINE_HEIGHT = 112;

const HOUR = DAY / 24;
const binNames: readonly (readonly [number, string])[] = [
  [7 * DAY, 'a week'],
  [DAY, 'a day'],
  [HOUR, 'an hour'],
  [0, 'a minute'],
];

function bars(value: Float64Array, at: (bin: number) => boolean, place: BarPlace): Points[] {
  const rings: Points[] = [];
  for (let bin = 0; bin < value.length; bin++) {
    if (!at(bin) || !(value[bin]! > 0)) continue;
    const x = place.left + bin * place.step;
    const top = place.foot - Math.max(1, (place.height * value[bin]!) / place.most);
    // A gap between bars, where they are wide enough to have one.
    const right = x + Math.max(place.step * 0.6, place.step - 1);
    rings.push(Float64Array.of(x, place.foot, x, top, right, top, right, place.foot));
  }
  return rings;
}

interface BarPlace {
  left: number;
  foot: number;
  height: number;
  step: number;
  most: number;
}

/** The window that is shown, as a band behind the bars. */
function windowShapes(
  { from, to, top, foot }: { from: number; to: number; top: number; foot: number },
  { selection }: Theme,
): Shape[] {
  const box = { x: from, y: top, width: Math.max(1, to - from), height: foot - top };
  const edge = { colour: selection, width: 1.5 };
  return [
    boxShape(box, selection, 0.16),
    lineShape([from, top, from, foot], edge),
    lineShape([to, top, to, foot], edge),
  ];
}

/** What the strip is headed. */
function headingOf({ counting, interval }: TimeAggregate, measure: Measure): string {
  const each = binNames.find(([least]) => interval >= least)?.[1] ?? '';
  const kind = counting === 'new' && measure !== 'hits' ? 'New' : 'Active';
  return `${kind} ${measureWords[measure].unit} ${each}`;
}

/** Dates of bins, with their clock where a bin is shorter than a day. */
function binDate(language: string, interval: number) {
  return dateFormat(language, {
    ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
    ...(interval < DAY ? { hour: '2-digit', minute: '2-digit' } : {}),
  });
}

/** All times as bars, with the window that is shown; empty bins stay empty. */
export function timelinePart(
  { picture, fonts, theme, margin, width }: SceneParts,
  top: number,
): ScenePart | null {
  const { timeline, window, language, measure } = picture;
  if (!timeline || timeline.value.length === 0) return null;
  const { value, start, interval } = timeline;
  const most = value.reduce((a, b) => Math.max(a, b), 0);
  if (most <= 0) return null;
  const labelWidth = 64;
  const place: BarPlace = {
    left: margin + labelWidth,
    foot: top + TIMELINE_HEIGHT - 30,
    height: TIMELINE_HEIGHT - 64,
    step: (width - 2 * margin - labelWidth) / value.length,
    most,
  };
  const end = start + value.length * interval;
  const xOf = (time: number) => place.left + ((time - start) / interval) * place.step;
  const isShown = (bin: number) => {
    const from = start + bin * interval;
    return window === null || (from < window.end && from + interval > window.start);
  };
  const heading = headingOf(timeline, measure);
  const small = { size: 14, weight: 'regular', colour: theme.secondary } as const;
  const date = binDate(language, interval);
  const label = (time: number, shownTime: number, align: 'left' | 'middle' | 'right') =>
    textShape(date.format(shownTime), xOf(time), place.foot + 20, { ...small, align });
  const line = { colour: theme.line, width: 1 };
  const shapes: Shape[] = [
    boxShape({ x: 0, y: top, width, height: TIMELINE_HEIGHT }, theme.background),
    lineShape([0, top, width, top], line),
    textShape(heading, margin, top + 22, { ...small, align: 'left', colour: theme.ink }),
    textShape(tickWords(most, most, language), place.left - 10, place.foot - place.height + 6, {
      ...{ ...small, align: 'right' },
    }),
    textShape('0', place.left - 10, place.foot + 2, { ...small, align: 'right' }),
  ];
  if (window) {
    const from = xOf(Math.max(start, window.start));
    const to = xOf(Math.min(end, window.end));
    shapes.push(...windowShapes({ from, to, top: top + 30, foot: place.foot }, theme));
  }
  const outside = bars(value, (bin) => !isShown(bin), place);
  const inside = bars(value, isShown, place);
  if (outside.length > 0) shapes.push({ kind: 'area', rings: outside, fill: theme.faintBar });
  if (inside.length > 0) shapes.push({ kind: 'area', rings: inside, fill: theme.bar });
  const middle = start + Math.floor(value.length / 2) * interval;
  shapes.push(lineShape([place.left, place.foot, width - margin, place.foot], line));
  shapes.push(label(start, start, 'left'));
  if (value.length > 1) shapes.push(label(end, end - interval, 'right'));
  const dateWidth = fonts.regular.measure(date.format(middle), 14);
  if (width - 2 * margin > 4.5 * dateWidth && value.length > 4) {
    shapes.push(label(middle, middle, 'middle'));
  }
  const words = `${heading}, ${date.format(start)} to ${date.format(end - interval)}, at most ${countWords(most, language)}`;
  return { role: 'timeline', words, shapes, box: { x: 0, y: top, width, height: TIMELINE_HEIGHT } };
}
