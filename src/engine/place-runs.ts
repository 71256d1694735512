import { NO_GROUP } from './count-kernels.ts';
import type { Grouping, HostGrouping } from './grouping.ts';
import type { Codes, Telemetry } from './telemetry-table.ts';
import type { Batch } from './walk.ts';

/** Hosts that one step looks at. */
const STEP = 1 << 16;
/** Hosts of a run, on average, below which runs are not worth their room. */
const LEAST_A_RUN = 4;

/** Hosts of a block: runs that begin within one are told apart by a byte. */
const BLOCK_BITS = 8;

/**
 * Hosts as runs that lie at one place, numbered from 0: neighbours in the order of addresses mostly share theirs. Which run
 * a host is in is told by a quarter of the bytes that its place takes, so that it mostly is in the processor's cache.
 */
export interface PlaceRuns {
  /** The run of each block's first host. */
  first: Uint32Array;
  /** How many runs later that of each host is. */
  within: Uint8Array;
  /** The place of each run. */
  place: Uint32Array;
}

type Places = Pick<Telemetry['hosts'], 'place' | 'length'>;

/** Finds runs, in steps; null where they are too many. */
export function* findPlaceRuns({ place, length }: Places): Generator<undefined, PlaceRuns | null> {
  const most = Math.floor(length / LEAST_A_RUN);
  const first = new Uint32Array(Math.ceil(length / 2 ** BLOCK_BITS));
  const within = new Uint8Array(length);
  const ofRun = new Uint32Array(most);
  let run = -1;
  for (let host = 0; host < length; host++) {
    if (host % STEP === STEP - 1) yield;
    if (host === 0 || place[host] !== place[host - 1]) {
      if (++run >= most) return null;
      ofRun[run] = place[host]!;
    }
    const block = host >>> BLOCK_BITS;
    if (host === block << BLOCK_BITS) first[block] = run;
    within[host] = run - first[block]!;
  }
  return { first, within, place: ofRun.slice(0, run + 1) };
}

/** The group of every run; those of no group have one behind the last, so that nothing has to ask. */
export function groupsOfRuns(
  { place }: PlaceRuns,
  { ofPlace, places, groups }: Grouping & Extract<HostGrouping, { kind: 'place' }>,
): Uint32Array {
  const groupOf = (at: number) => {
    const isOut = ofPlace[at] === NO_GROUP || (places !== null && places[at] === 0);
    return isOut ? groups : ofPlace[at]!;
  };
  return Uint32Array.from(place, groupOf);
}

/**
 * Adds `by` to the group of every host of a batch.
 * @param ofRun groups of runs: see `groupsOfRuns`
 * @param counts of groups, one more than there are
 */
export function addHosts(
  { first, within }: PlaceRuns,
  ofRun: Uint32Array,
  { host, length }: Batch,
  counts: Float64Array,
  by: number,
): void {
  for (let i = 0; i < length; i++) {
    const at = host[i]!;
    counts[ofRun[first[at >>> BLOCK_BITS]! + within[at]!]!]! += by;
  }
}

/**
 * Counts hits in or out of their hosts, and hosts that thereby begin or cease to be kept in or out of their groups: what
 * `countChange` and `addHosts` do one after the other, in less time.
 * @param kept hits of each host
 * @param counts of groups, one more than there are
 */
export function changeHosts(
  { first, within }: PlaceRuns,
  ofRun: Uint32Array,
  { host, length }: Batch,
  kept: Codes,
  counts: Float64Array,
  sign: 1 | -1,
): void {
  // Without a branch, which could not be foretold: -1 >> 31 is all bits where the number was 0 and grows, or 1 and falls.
  const bound = sign > 0 ? 1 : 2;
  for (let i = 0; i < length; i++) {
    const at = host[i]!;
    const before = kept[at]!;
    kept[at] = before + sign;
    const group = ofRun[first[at >>> BLOCK_BITS]! + within[at]!]!;
    counts[group] = counts[group]! + (sign & ((before - bound) >> 31));
  }
}
