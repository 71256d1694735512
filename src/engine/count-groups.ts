import type { Measure } from '../model/query.ts';
import { countByKind } from './count-by-kind.ts';
import { countByLinks, keptLinks } from './count-by-links.ts';
import { countByPlace, countPrefixes } from './count-by-place.ts';
import { countOverTime } from './count-over-time.ts';
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
import { atPlaces, isOfHosts, type Grouping } from './grouping.ts';
import { placesOf, withinPlaces, type Selection } from './selection.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import { unitsOf, type Units, type Visit } from './units.ts';

/** Pairs of a group and a thing that are kept from a first walk for a second one: 8 bytes each, until they are counted. */
const KEPT_PAIRS = 1 << 22;

/**
 * Goes over the pairs of units without those that repeat the one before; the first walk is remembered for further ones.
 * @param most pairs to remember: where there are more, every walk goes over the units
 */
export function pairWalker(
  { walk }: Pick<Units, 'walk'>,
  most = KEPT_PAIRS,
): (visit: Visit) => Steps<void> {
  type Pairs = [group: Uint32Array, thing: Uint32Array][];
  let kept: Pairs | null = null;
  return function* (visit) {
    if (kept) {
      for (const [group, thing] of kept) {
        visit(group, thing, group.length);
        yield;
      }
      return;
    }
    const pairs: Pairs = [];
    let count = 0;
    yield* walk((group, thing, length) => {
      const left = dropRepeats(group, thing, length);
      count += left;
      if (count <= most) pairs.push([group.slice(0, left), thing.slice(0, left)]);
      else pairs.length = 0;
      visit(group, thing, left);
    });
    if (count <= most) kept = pairs;
  };
}

/** Distinct things of each group, in any order: sorted by group in a first and a second walk, then counted. */
function* countSorted(units: Units): Steps<Float64Array> {
  const { groups, things } = units;
  const walk = pairWalker(units);
  const starts = new Uint32Array(groups + 1);
  yield* walk((group, _, length) => addSizes(group, length, starts));
  for (let g = 0; g < groups; g++) starts[g + 1]! += starts[g]!;
  const sorted = new Uint32Array(starts[groups]!);
  const next = starts.slice();
  yield* walk((group, thing, length) => scatter(group, thing, length, next, sorted));
  const counts = new Float64Array(groups);
  const countedBy = new Uint32Array(things);
  for (let from = 0; from < groups;) {
    from = countScattered(starts, sorted, countedBy, counts, from);
    yield;
  }
  return counts;
}

function* countDistinct({ things, walk }: Units): Steps<Float64Array> {
  const seen = new Uint8Array(things);
  let count = 0;
  yield* walk((group, thing, length) => (count += markSeen(group, thing, length, seen)));
  return Float64Array.of(count);
}

/** Machines of every group of hosts, and of all groups together, in steps; null where links are not known. */
function* countMachines(
  { telemetry, knownLinks }: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
): Steps<Together | null> {
  if (!knownLinks || !isOfHosts(grouping)) return null;
  const kept = placesOf(selection);
  // Links have the places of their hosts beside them.
  if (kept) return yield* countByLinks(knownLinks, null, atPlaces(grouping, kept));
  selection.links ??= yield* keptLinks(telemetry, knownLinks, selection);
  return yield* countByLinks(knownLinks, selection.links, grouping);
}

/** Counts of groups, and of all groups together: no sum, where a thing is in several of them. */
export interface Together {
  counts: Float64Array;
  total: number;
}

/**
 * Things of every group, and of all groups together, by one pass, in steps.
 * @returns null where that takes two
 */
export function* countTogether(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: Measure,
): Steps<Together | null> {
  if (measure === 'machines') return yield* countMachines(index, selection, grouping);
  if (measure !== 'prefixes' || grouping.kind !== 'place') return null;
  return yield* countPrefixes(index, selection, grouping);
}

/** The measure of every group, where a pass of its own counts it; null where units must be walked over. */
function* countSpecially(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: Measure,
): Steps<Float64Array | null> {
  const { knownKindOfHost, telemetry } = index;
  const machines = measure === 'machines' && (yield* countMachines(index, selection, grouping));
  if (machines) return machines.counts;
  if (grouping.kind === 'place') return yield* countByPlace(index, selection, grouping, measure);
  if (grouping.kind === 'time') {
    return yield* countOverTime(index, selection, grouping, measure, false);
  }
  const isCounted = measure === 'hosts' || measure === 'hits';
  if (grouping.kind !== 'kind' || !isCounted || knownKindOfHost === null) return null;
  return yield* countByKind(telemetry, knownKindOfHost, selection, grouping, measure);
}

/**
 * The measure of every group of what is selected, in steps; a daily mean before it is divided by its days. What is selected
 * must not change between steps.
 */
export function* countGroups(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: Measure,
): Steps<Float64Array> {
  if (grouping.places !== null && !isOfHosts(grouping)) {
    // Hosts that have no group are left out at once, not hit by hit.
    const within = withinPlaces(index.telemetry, selection, grouping.places);
    return yield* countGroups(index, within, { ...grouping, places: null }, measure);
  }
  const known = yield* countSpecially(index, selection, grouping, measure);
  if (known) return known;
  const units = unitsOf(index, selection, grouping, measure);
  const { groups, walk } = units;
  const counts = new Float64Array(groups);
  switch (units.count) {
    case 'each':
      yield* walk((group, _, length) => addRows(group, length, counts, 1));
      return counts;
    case 'weights':
      yield* walk((group, thing, length) => addWeights(group, thing, length, counts, 1));
      return counts;
    case 'runs': {
      const last = new Uint32Array(groups);
      yield* walk((group, thing, length) => addRuns(group, thing, length, counts, last));
      return counts;
    }
    case 'scattered':
      if (units.things <= 1 || groups === 0) return counts;
      return yield* groups === 1 ? countDistinct(units) : countSorted(units);
  }
}

/** The measure of every group, each thing only in the first of its groups; in steps, as `countGroups`. */
export function* countNew(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: Measure,
): Steps<Float64Array> {
  if (measure === 'hits' || measure === 'events' || measure === 'meanDailyHosts') {
    return yield* countGroups(index, selection, grouping, measure);
  }
  const overTime =
    grouping.kind === 'time' && (yield* countOverTime(index, selection, grouping, measure, true));
  if (overTime) return overTime;
  const { groups, things, walk } = unitsOf(index, selection, grouping, measure);
  const counts = new Float64Array(groups);
  if (things <= 1) return counts;
  const first = new Uint32Array(things).fill(NO_GROUP);
  yield* walk((group, thing, length) => keepFirst(group, thing, length, first));
  first[0] = NO_GROUP;
  addRows(first, things, counts, 1);
  return counts;
}
