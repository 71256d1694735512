import type { Measure } from '../model/query.ts';
import {
  addRows,
  addRuns,
  addSizes,
  addWeights,
  countScattered,
  dropRepeats,
  keepFirst,
  markSeen,
  NO_GROUP,
  scatter,
} from './count-kernels.ts';
import type { Grouping } from './grouping.ts';
import type { Selection } from './selection.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import { unitsOf, type Units } from './units.ts';

/** Distinct things of each group, in any order: sorted by group in a first and a second walk, then counted. */
function countSorted({ groups, things, walk }: Units): Float64Array {
  const starts = new Uint32Array(groups + 1);
  walk((group, thing, length) => addSizes(group, dropRepeats(group, thing, length), starts));
  for (let g = 0; g < groups; g++) starts[g + 1]! += starts[g]!;
  const sorted = new Uint32Array(starts[groups]!);
  const next = starts.slice();
  walk((group, thing, length) =>
    scatter(group, thing, dropRepeats(group, thing, length), next, sorted),
  );
  return countScattered(starts, sorted, things);
}

function countDistinct({ things, walk }: Units): Float64Array {
  const seen = new Uint8Array(things);
  let count = 0;
  walk((group, thing, length) => (count += markSeen(group, thing, length, seen)));
  return Float64Array.of(count);
}

/** The measure of every group, by a walk over what is selected; a daily mean before it is divided by its days. */
export function countGroups(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: Measure,
): Float64Array {
  const units = unitsOf(index, selection, grouping, measure);
  const { groups, walk } = units;
  const counts = new Float64Array(groups);
  switch (units.count) {
    case 'each':
      walk((group, _, length) => addRows(group, length, counts, 1));
      return counts;
    case 'weights':
      walk((group, thing, length) => addWeights(group, thing, length, counts, 1));
      return counts;
    case 'runs': {
      const last = new Uint32Array(groups);
      walk((group, thing, length) => addRuns(group, thing, length, counts, last));
      return counts;
    }
    case 'scattered':
      if (units.things <= 1 || groups === 0) return counts;
      return groups === 1 ? countDistinct(units) : countSorted(units);
  }
}

/** The measure of every group, each thing only in the first of its groups. */
export function countNew(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: Measure,
): Float64Array {
  if (measure === 'hits' || measure === 'events' || measure === 'meanDailyHosts') {
    return countGroups(index, selection, grouping, measure);
  }
  const { groups, things, walk } = unitsOf(index, selection, grouping, measure);
  const counts = new Float64Array(groups);
  if (things <= 1) return counts;
  const first = new Uint32Array(things).fill(NO_GROUP);
  walk((group, thing, length) => keepFirst(group, thing, length, first));
  first[0] = NO_GROUP;
  addRows(first, things, counts, 1);
  return counts;
}
