import { NO_GROUP } from './count-kernels.ts';
import type { Grouping, HostGrouping } from './grouping.ts';
import { runOf, type RunNumbers } from './number-hosts.ts';
import type { Telemetry } from './telemetry-table.ts';
import type { Batch } from './walk.ts';

/** Hosts that one step looks at. */
const STEP = 1 << 16;
/** Hosts of a run, on average, below which runs are not worth their room. */
const LEAST_A_RUN = 4;

/**
 * Hosts as runs that lie at one place: neighbours in the order of addresses mostly share theirs. Which run a host is in
 * is told by a 16th of the bytes that its place takes, so that it mostly is in the processor's cache.
 */
export interface PlaceRuns extends RunNumbers {
  /** The place of each run, from 1. */
  place: Uint32Array;
}

type Places = Pick<Telemetry['hosts'], 'place' | 'length'>;

/** Finds runs, in steps; null where they are too many. */
export function* findPlaceRuns({ place, length }: Places): Generator<undefined, PlaceRuns | null> {
  const begins = new Uint32Array(Math.ceil(length / 32));
  const before = begins.slice();
  const most = Math.floor(length / LEAST_A_RUN);
  const ofRun = new Uint32Array(most + 1);
  let runs = 0;
  for (let host = 0; host < length; host++) {
    if (host % STEP === STEP - 1) yield;
    if ((host & 31) === 0) before[host >>> 5] = runs;
    if (host > 0 && place[host] === place[host - 1]) continue;
    if (++runs > most) return null;
    begins[host >>> 5]! |= 1 << (host & 31);
    ofRun[runs] = place[host]!;
  }
  return { begins, before, place: ofRun.slice(0, runs + 1) };
}

/** The group of every run, from 1. */
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
  runs: PlaceRuns,
  ofRun: Uint32Array,
  { host, length }: Batch,
  counts: Float64Array,
  by: number,
): void {
  for (let i = 0; i < length; i++) {
    const group = ofRun[runOf(runs, host[i]!)]!;
    if (group !== NO_GROUP) counts[group]! += by;
  }
}
