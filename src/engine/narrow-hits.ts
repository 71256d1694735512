import { UNDATED } from '../model/telemetry.ts';
import type { Codes, HitTable, KindTable } from './telemetry-table.ts';

/** Hits as they are grouped; `kind` is empty where there is but one. */
export interface WideHits {
  length: number;
  time: Uint32Array;
  machine: Uint32Array;
  kind: Codes;
  /** Events that each hit stands for; empty where each stands for one. */
  weight: Uint32Array;
}

/** Every column of hits. */
export interface PlainHits {
  length: number;
  time: Uint32Array;
  machine: Uint32Array;
  family: Uint16Array;
  server: Uint16Array;
  port: Uint16Array;
  /** Events that each hit stands for; empty where each stands for one. */
  weight: Uint32Array;
}

function isAll(values: Uint32Array, value: number): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== value) return false;
  return true;
}

/** The column, or an empty one where it says nothing. */
function unlessAll(values: Uint32Array, value: number): Uint32Array {
  return isAll(values, value) ? new Uint32Array(0) : values;
}

/** Codes in the narrowest width for that many. */
function narrowCodes(codes: Uint32Array, count: number): Codes {
  if (count <= 256) return Uint8Array.from(codes);
  return count <= 65_536 ? Uint16Array.from(codes) : codes;
}

/** Weights as codes of those that occur; no room where each hit stands for one event. */
function narrowWeights(weight: Uint32Array): Pick<HitTable, 'weight' | 'weights'> {
  if (isAll(weight, 1)) return { weight: new Uint8Array(0), weights: new Uint32Array(0) };
  const codes = new Map<number, number>();
  const code = new Uint32Array(weight.length);
  let [lastWeight, last] = [-1, 0];
  for (let hit = 0; hit < weight.length; hit++) {
    const own = weight[hit]!;
    if (own !== lastWeight) {
      const known = codes.get(own) ?? codes.size;
      if (known === codes.size) codes.set(own, known);
      [lastWeight, last] = [own, known];
    }
    code[hit] = last;
  }
  return { weight: narrowCodes(code, codes.size), weights: Uint32Array.from(codes.keys()) };
}

/** Hits in as little room as they need: nothing for what no row has. */
export function narrowHits(
  { length, time, machine, kind, weight }: WideHits,
  kinds: KindTable,
): HitTable {
  return {
    length,
    time: unlessAll(time, UNDATED),
    machine: unlessAll(machine, 0),
    ...{ kind, kinds },
    ...narrowWeights(weight),
  };
}

function widen(ofKind: Uint16Array, { kind, length }: HitTable): Uint16Array {
  const codes = new Uint16Array(length);
  if (kind.length === 0) return codes.fill(ofKind[0] ?? 0);
  for (let hit = 0; hit < length; hit++) codes[hit] = ofKind[kind[hit]!]!;
  return codes;
}

function widenWeights({ weight, weights }: HitTable): Uint32Array {
  const wide = new Uint32Array(weight.length);
  for (let hit = 0; hit < wide.length; hit++) wide[hit] = weights[weight[hit]!]!;
  return wide;
}

/** Hits with every column again. */
export function widenHits(hits: HitTable): PlainHits {
  const { length, time, machine, kinds } = hits;
  return {
    length,
    time: time.length > 0 ? time : new Uint32Array(length).fill(UNDATED),
    machine: machine.length > 0 ? machine : new Uint32Array(length),
    family: widen(kinds.family, hits),
    server: widen(kinds.server, hits),
    port: widen(kinds.port, hits),
    weight: widenWeights(hits),
  };
}
