import { addRows } from './count-kernels.ts';
import { countGroups } from './count-groups.ts';
import type { Follower } from './follower.ts';
import type { Grouping } from './grouping.ts';
import type { Masks, Selection, Span } from './selection.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Telemetry } from './telemetry-table.ts';
import { fillChange } from './time-index.ts';
import { writeGroups } from './units.ts';
import type { Batch } from './walk.ts';

const SECONDS_A_DAY = 86_400;

/** Whether no earlier kept hit of its host is of the same day: then it stands for the pair of the two. */
function beginsDay(
  { hits: { time, kind }, hosts: { start } }: Telemetry,
  mask: Masks['kind'],
  from: number,
  hit: number,
  host: number,
): boolean {
  const at = time[hit]!;
  const earliest = Math.max(from, at - (at % SECONDS_A_DAY));
  for (let other = hit - 1; other >= start[host]! && time[other]! >= earliest; other--) {
    if (mask === null || mask[kind[other]!] !== 0) return false;
  }
  return true;
}

function keepDayBeginnings(telemetry: Telemetry, mask: Masks['kind'], from: number, batch: Batch) {
  const { hit, host } = batch;
  let kept = 0;
  for (let i = 0; i < batch.length; i++) {
    if (!beginsDay(telemetry, mask, from, hit[i]!, host[i]!)) continue;
    hit[kept] = hit[i]!;
    host[kept++] = host[i]!;
  }
  batch.length = kept;
}

/** Times in which a move changes what begins a day: around both ends, on the left up to the end of the day. */
function affected(before: Span, after: Span): Span[] {
  const left = Math.max(before.from, after.from);
  const nextDay = Math.ceil(left / SECONDS_A_DAY) * SECONDS_A_DAY;
  const first = {
    from: Math.min(before.from, after.from),
    to: before.from === after.from ? left : nextDay,
  };
  const last = { from: Math.min(before.to, after.to), to: Math.max(before.to, after.to) };
  if (first.to < last.from) return [first, last];
  return [{ from: first.from, to: Math.max(first.to, last.to) }];
}

/**
 * Pairs of a host and a day in each group. A pair is counted at the first kept hit of its host in that day and window, so
 * that a move looks only at hits around both ends.
 */
export function followDays(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
): Follower {
  const { telemetry, scratch } = index;
  const { masks } = selection;
  const counts = countGroups(index, selection, grouping, 'meanDailyHosts');
  const add = (part: Span, window: Span, sign: 1 | -1) => {
    const end = index.positionOf(Math.min(part.to, window.to));
    for (let at = index.positionOf(Math.max(part.from, window.from)); at < end;) {
      at = fillChange(index.byTime, telemetry, masks, { from: at, to: end }, scratch.batch);
      keepDayBeginnings(telemetry, masks.kind, window.from, scratch.batch);
      writeGroups(telemetry, grouping, scratch.batch, scratch.group);
      addRows(scratch.group, scratch.batch.length, counts, sign);
    }
  };
  return {
    counts,
    move(before, after) {
      for (const part of affected(before, after)) {
        add(part, before, -1);
        add(part, after, 1);
      }
    },
  };
}
