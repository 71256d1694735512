import type { Measure } from '../model/query.ts';
import {
  countFirst,
  countGrouped,
  countRows,
  countRuns,
  countScattered,
  distinctRuns,
  distinctScattered,
} from './count-kernels.ts';
import type { Units } from './units.ts';

type Counted = Omit<Units, 'host'>;

/** The measure of every group; a daily mean before it is divided by its days. */
export function countGroups(units: Counted, measure: Measure): Float64Array {
  const { group, thing, length, groups, things, inRuns } = units;
  if (measure === 'hits') return countRows(group, length, groups);
  return inRuns
    ? countRuns(group, thing, length, groups)
    : countScattered(group, thing, length, groups, things);
}

/** The measure of every group, each thing only in the first of its groups. */
export function countNew(units: Counted, measure: Measure): Float64Array {
  if (measure === 'hits' || measure === 'meanDailyHosts') return countGroups(units, measure);
  const { group, thing, length, groups, things } = units;
  return countFirst(group, thing, length, groups, things);
}

/** The measure over everything that has a group, counted once; a daily mean before it is divided by its days. */
export function countOnce(units: Counted, measure: Measure): number {
  const { group, thing, length, things, inRuns } = units;
  if (measure === 'hits') return countGrouped(group, length);
  return inRuns
    ? distinctRuns(group, thing, length)
    : distinctScattered(group, thing, length, things);
}
