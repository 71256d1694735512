import { UNDATED } from '../model/telemetry.ts';
import type { Codes, HitTable, KindTable } from './telemetry-table.ts';

/** Hits as they are grouped: every column, each as wide as its codes may ever be. */
export interface WideHits {
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

/** Numbers combinations in the order of their first hit; open addressing, grown at half full. */
class KindNumbers {
  readonly family: number[] = [];
  readonly server: number[] = [];
  readonly port: number[] = [];
  /** Kind + 1 by hash; 0 is free. */
  private slots = new Int32Array(1024);

  numberOf(family: number, server: number, port: number): number {
    let slot = this.slotOf(family, server, port);
    for (let found = this.slots[slot]!; found !== 0; found = this.slots[slot]!) {
      const kind = found - 1;
      if (this.family[kind] === family && this.server[kind] === server && this.port[kind] === port)
        return kind;
      slot = (slot + 1) & (this.slots.length - 1);
    }
    this.family.push(family);
    this.server.push(server);
    const kinds = this.port.push(port);
    this.slots[slot] = kinds;
    if (kinds * 2 > this.slots.length) this.grow();
    return kinds - 1;
  }

  private slotOf(family: number, server: number, port: number): number {
    const mixed = Math.imul((server << 16) | family, 0x9e3779b1) ^ Math.imul(port, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (this.slots.length - 1);
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let kind = 0; kind < this.port.length; kind++) {
      let slot = this.slotOf(this.family[kind]!, this.server[kind]!, this.port[kind]!);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = kind + 1;
    }
  }
}

/** Codes in the narrowest width for that many; none at all where there is but one. */
function narrowCodes(codes: Uint32Array, count: number): Codes {
  if (count <= 1) return new Uint8Array(0);
  if (count <= 256) return Uint8Array.from(codes);
  return count <= 65_536 ? Uint16Array.from(codes) : codes;
}

function narrowKinds({ length, family, server, port }: WideHits) {
  const numbers = new KindNumbers();
  const kind = new Uint32Array(length);
  let [lastFamily, lastServer, lastPort, last] = [-1, -1, -1, 0];
  for (let hit = 0; hit < length; hit++) {
    const [f, s, p] = [family[hit]!, server[hit]!, port[hit]!];
    if (f !== lastFamily || s !== lastServer || p !== lastPort) {
      last = numbers.numberOf(f, s, p);
      lastFamily = f;
      lastServer = s;
      lastPort = p;
    }
    kind[hit] = last;
  }
  const kinds: KindTable = {
    length: numbers.port.length,
    family: Uint16Array.from(numbers.family),
    server: Uint16Array.from(numbers.server),
    port: Uint16Array.from(numbers.port),
  };
  return { kind: narrowCodes(kind, kinds.length), kinds };
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
  const weights = Uint32Array.from(codes.keys());
  // One weight of all hits, beside 1, still needs a column to be told from none.
  return {
    weight: codes.size === 1 ? new Uint8Array(weight.length) : narrowCodes(code, codes.size),
    weights,
  };
}

/** Hits in as little room as they need: family, server and port as one code, and nothing for what no row has. */
export function narrowHits(wide: WideHits): HitTable {
  return {
    length: wide.length,
    time: unlessAll(wide.time, UNDATED),
    machine: unlessAll(wide.machine, 0),
    ...narrowKinds(wide),
    ...narrowWeights(wide.weight),
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
export function widenHits(hits: HitTable): WideHits {
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
