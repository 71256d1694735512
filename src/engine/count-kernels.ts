/**
 * The loops that count. All take parallel columns, `group` and `thing`, of which the first `length` elements count:
 * group `NO_GROUP` and thing 0 are left out. Plain functions over Uint32Arrays, so that each is compiled for them alone.
 */

/** What has no group. */
export const NO_GROUP = 0xffffffff;

/** Rows of each group. */
export function countRows(group: Uint32Array, length: number, groups: number): Float64Array {
  const counts = new Float64Array(groups);
  for (let i = 0; i < length; i++) {
    const g = group[i]!;
    if (g !== NO_GROUP) counts[g]!++;
  }
  return counts;
}

/** Distinct things of each group, where equal things stand together: a group remembers the last one that it counted. */
export function countRuns(
  group: Uint32Array,
  thing: Uint32Array,
  length: number,
  groups: number,
): Float64Array {
  const counts = new Float64Array(groups);
  const last = new Uint32Array(groups);
  for (let i = 0; i < length; i++) {
    const g = group[i]!;
    const t = thing[i]!;
    if (g === NO_GROUP || t === 0 || last[g] === t) continue;
    last[g] = t;
    counts[g]!++;
  }
  return counts;
}

/** Things bucketed by group: those of group g stand in things[starts[g], starts[g + 1]). */
function bucket(group: Uint32Array, thing: Uint32Array, length: number, groups: number) {
  const starts = new Uint32Array(groups + 1);
  for (let i = 0; i < length; i++) {
    const g = group[i]!;
    if (g !== NO_GROUP && thing[i] !== 0) starts[g + 1]!++;
  }
  for (let g = 0; g < groups; g++) starts[g + 1]! += starts[g]!;
  const things = new Uint32Array(starts[groups]!);
  const next = starts.slice();
  for (let i = 0; i < length; i++) {
    const g = group[i]!;
    if (g !== NO_GROUP && thing[i] !== 0) things[next[g]!++] = thing[i]!;
  }
  return { starts, things };
}

/**
 * Distinct things of each group, in any order: group by group, each thing remembers the last group that counted it.
 * @param size one more than the largest thing
 */
export function countScattered(
  group: Uint32Array,
  thing: Uint32Array,
  length: number,
  groups: number,
  size: number,
): Float64Array {
  const { starts, things } = bucket(group, thing, length, groups);
  const counts = new Float64Array(groups);
  const countedBy = new Uint32Array(size);
  for (let g = 0; g < groups; g++) {
    const end = starts[g + 1]!;
    let count = 0;
    for (let i = starts[g]!; i < end; i++) {
      const t = things[i]!;
      if (countedBy[t] === g + 1) continue;
      countedBy[t] = g + 1;
      count++;
    }
    counts[g] = count;
  }
  return counts;
}

/** Distinct things, each counted only in the smallest of its groups. */
export function countFirst(
  group: Uint32Array,
  thing: Uint32Array,
  length: number,
  groups: number,
  size: number,
): Float64Array {
  const first = new Uint32Array(size).fill(NO_GROUP);
  for (let i = 0; i < length; i++) {
    const t = thing[i]!;
    if (group[i]! < first[t]!) first[t] = group[i]!;
  }
  first[0] = NO_GROUP;
  return countRows(first, size, groups);
}

/** Rows that have a group. */
export function countGrouped(group: Uint32Array, length: number): number {
  let count = 0;
  for (let i = 0; i < length; i++) if (group[i] !== NO_GROUP) count++;
  return count;
}

/** Distinct things that have a group, all groups together, where equal things stand together. */
export function distinctRuns(group: Uint32Array, thing: Uint32Array, length: number): number {
  let count = 0;
  let last = 0;
  for (let i = 0; i < length; i++) {
    const t = thing[i]!;
    if (t === 0 || t === last || group[i] === NO_GROUP) continue;
    last = t;
    count++;
  }
  return count;
}

/** Distinct things that have a group, all groups together, in any order. */
export function distinctScattered(
  group: Uint32Array,
  thing: Uint32Array,
  length: number,
  size: number,
): number {
  const seen = new Uint8Array(size);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const t = thing[i]!;
    if (t === 0 || seen[t] === 1 || group[i] === NO_GROUP) continue;
    seen[t] = 1;
    count++;
  }
  return count;
}
