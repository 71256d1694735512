import { UNDATED } from '../model/telemetry.ts';
import type { Codes, HitTable, KindTable } from './telemetry-table.ts';

/** Hits as they are grouped; `kind` is empty where there is but one. */
export interface WideHits {
  length: number;
  time: Uint32Array;
  machine: Uint32Array;
  kind: Codes;
}

/** Every column of hits. */
export interface PlainHits {
  length: number;
  time: Uint32Array;
  machine: Uint32Array;
  family: Uint16Array;
  server: Uint16Array;
  port: Uint16Array;
}

function isAll(values: Uint32Array, value: number): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== value) return false;
  return true;
}

/** The column, or an empty one where it says nothing. */
function unlessAll(values: Uint32Array, value: number): Uint32Array {
  return isAll(values, value) ? new Uint32Array(0) : values;
}

/** Hits in as little room as they need: nothing for what no row has. */
export function narrowHits({ length, time, machine, kind }: WideHits, kinds: KindTable): HitTable {
  return {
    length,
    time: unlessAll(time, UNDATED),
    machine: unlessAll(machine, 0),
    ...{ kind, kinds },
  };
}

function widen(ofKind: Uint16Array, { kind, length }: HitTable): Uint16Array {
  const codes = new Uint16Array(length);
  if (kind.length === 0) return codes.fill(ofKind[0] ?? 0);
  for (let hit = 0; hit < length; hit++) codes[hit] = ofKind[kind[hit]!]!;
  return codes;
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
  };
}
