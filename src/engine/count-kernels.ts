/**
 * The loops that count. All take parallel columns, `group` and `thing`, of which the first `length` elements count, and
 * add to what was counted before: group `NO_GROUP` and thing 0 are left out. Plain functions over Uint32Arrays, so that
 * each is compiled for them alone.
 */

/** What has no group. */
export const NO_GROUP = 0xffffffff;

/** Adds `by` for every row of a group. */
export function addRows(
  group: Uint32Array,
  length: number,
  counts: Float64Array,
  by: number,
): void {
  for (let i = 0; i < length; i++) {
    const g = group[i]!;
    if (g !== NO_GROUP) counts[g]! += by;
  }
}

/** Adds up the weights of each group, `by` times. */
export function addWeights(
  group: Uint32Array,
  weight: Uint32Array,
  length: number,
  counts: Float64Array,
  by: number,
): void {
  for (let i = 0; i < length; i++) {
    const g = group[i]!;
    if (g !== NO_GROUP) counts[g]! += by * weight[i]!;
  }
}

/** Distinct things of each group, where equal things stand together: a group remembers the last one that it counted. */
export function addRuns(
  group: Uint32Array,
  thing: Uint32Array,
  length: number,
  counts: Float64Array,
  last: Uint32Array,
): void {
  for (let i = 0; i < length; i++) {
    const g = group[i]!;
    const t = thing[i]!;
    if (g === NO_GROUP || t === 0 || last[g] === t) continue;
    last[g] = t;
    counts[g]!++;
  }
}

/** Leaves out what has no group or thing, and what repeats the row before. @returns how many rows are left, in front */
export function dropRepeats(group: Uint32Array, thing: Uint32Array, length: number): number {
  let kept = 0;
  let lastGroup = NO_GROUP;
  let lastThing = 0;
  for (let i = 0; i < length; i++) {
    const g = group[i]!;
    const t = thing[i]!;
    if (g === NO_GROUP || t === 0 || (g === lastGroup && t === lastThing)) continue;
    lastGroup = g;
    lastThing = t;
    group[kept] = g;
    thing[kept++] = t;
  }
  return kept;
}

/** Rows of each group, counted one element further: after sums, where each group's rows begin. */
export function addSizes(group: Uint32Array, length: number, starts: Uint32Array): void {
  for (let i = 0; i < length; i++) starts[group[i]! + 1]!++;
}

/** Puts things where their group's rows stand; `next` moves on. */
export function scatter(
  group: Uint32Array,
  thing: Uint32Array,
  length: number,
  next: Uint32Array,
  things: Uint32Array,
): void {
  for (let i = 0; i < length; i++) things[next[group[i]!]!++] = thing[i]!;
}

/** Things that one call of `countScattered` counts, and those of a last group beyond them. */
const SCATTERED = 1 << 16;

/**
 * Distinct things of some groups: each thing remembers the last group that counted it.
 * @param starts those of group g stand in things[starts[g], starts[g + 1])
 * @param countedBy one element for every thing, 0 at first
 * @param first group to begin with
 * @returns the group to go on with
 */
export function countScattered(
  starts: Uint32Array,
  things: Uint32Array,
  countedBy: Uint32Array,
  counts: Float64Array,
  first: number,
): number {
  const limit = starts[first]! + SCATTERED;
  let g = first;
  for (; g < counts.length && starts[g]! < limit; g++) {
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
  return g;
}

/** Marks the things that have a group. @returns how many were not marked before */
export function markSeen(
  group: Uint32Array,
  thing: Uint32Array,
  length: number,
  seen: Uint8Array,
): number {
  let count = 0;
  for (let i = 0; i < length; i++) {
    const t = thing[i]!;
    if (t === 0 || seen[t] === 1 || group[i] === NO_GROUP) continue;
    seen[t] = 1;
    count++;
  }
  return count;
}

/** Keeps the smallest group of each thing. */
export function keepFirst(
  group: Uint32Array,
  thing: Uint32Array,
  length: number,
  first: Uint32Array,
): void {
  for (let i = 0; i < length; i++) {
    const t = thing[i]!;
    if (group[i]! < first[t]!) first[t] = group[i]!;
  }
}
