import { NO_GROUP } from './count-kernels.ts';
import type { Grouping, HostGrouping } from './grouping.ts';
import type { Telemetry } from './telemetry-table.ts';
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

/** The group of every run. */
export function groupsOfRuns(
  { place }: PlaceRuns,
  { ofPlace, places }: Grouping & Extract<HostGrouping, { kind: 'place' }>,
): Uint32Array {
  const groupOf = (at: number) => (places !== null && places[at] === 0 ? NO_GROUP : ofPlace[at]!);
  return Uint32Array.from(place, groupOf);
}

/**
 * Adds `by` to the group of every host of a batch.
 * @param ofRun groups of runs: see `groupsOfRuns`
 */
export function addHosts(
  { first, within }: PlaceRuns,
  ofRun: Uint32Array,
  { host, length }: Batch,
  counts: Float64Array,
  by: number,
): void {
  let i = 0;
  // Four at a time: what one looks up does not wait for what another adds.
  for (; i + 3 < length; i += 4) {
    const p = host[i]!;
    const q = host[i + 1]!;
    const r = host[i + 2]!;
    const s = host[i + 3]!;
    const a = ofRun[first[p >>> BLOCK_BITS]! + within[p]!]!;
    const b = ofRun[first[q >>> BLOCK_BITS]! + within[q]!]!;
    const c = ofRun[first[r >>> BLOCK_BITS]! + within[r]!]!;
    const d = ofRun[first[s >>> BLOCK_BITS]! + within[s]!]!;
    if (a !== NO_GROUP) counts[a]! += by;
    if (b !== NO_GROUP) counts[b]! += by;
    if (c !== NO_GROUP) counts[c]! += by;
    if (d !== NO_GROUP) counts[d]! += by;
  }
  for (; i < length; i++) {
    const at = host[i]!;
    const group = ofRun[first[at >>> BLOCK_BITS]! + within[at]!]!;
    if (group !== NO_GROUP) counts[group]! += by;
  }
}
