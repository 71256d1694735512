import { makeScratch } from '../model/scratch.ts';
import type { KindTable } from './telemetry-table.ts';

/** Codes that rows have; an array may be empty where no row has any. */
interface RowCodes {
  length: number;
  family: Uint32Array | Uint16Array;
  server: Uint32Array | Uint16Array;
  port: Uint16Array;
}

/** Numbers combinations of family, server and port in the order of their first row; open addressing, grown at half full. */
export class KindNumbers {
  private readonly family: number[] = [];
  private readonly server: number[] = [];
  private readonly port: number[] = [];
  /** Kind + 1 by hash; 0 is free. */
  private slots = new Int32Array(1024);
  /** Kind + 1 of rows that have a family alone, by family; 0 where none was seen. */
  private readonly ofFamily = new Int32Array(1 << 16);

  private readonly scratch = makeScratch();

  /** Combinations so far. */
  get length(): number {
    return this.port.length;
  }

  /** The kind of each row; good until the next call. */
  numbersOf({ length, family, server, port }: RowCodes): Uint32Array {
    const kind = this.scratch(length);
    const [hasFamily, hasServer, hasPort] = [family, server, port].map((each) => each.length > 0);
    if (length > 0 && !hasFamily && !hasServer && !hasPort)
      return kind.fill(this.numberOf(0, 0, 0));
    if (!hasServer && !hasPort) return this.familyNumbers(family, kind);
    let [lastFamily, lastServer, lastPort, last] = [-1, -1, -1, 0];
    for (let row = 0; row < length; row++) {
      const f = hasFamily ? family[row]! : 0;
      const s = hasServer ? server[row]! : 0;
      const p = hasPort ? port[row]! : 0;
      if (f !== lastFamily || s !== lastServer || p !== lastPort) {
        last = this.numberOf(f, s, p);
        lastFamily = f;
        lastServer = s;
        lastPort = p;
      }
      kind[row] = last;
    }
    return kind;
  }

  /** The kinds of rows that have a family alone: one look for each. */
  private familyNumbers(family: RowCodes['family'], kind: Uint32Array): Uint32Array {
    const { ofFamily } = this;
    for (let row = 0; row < kind.length; row++) {
      const own = family[row]!;
      let number = ofFamily[own]!;
      if (number === 0) number = ofFamily[own] = this.numberOf(own, 0, 0) + 1;
      kind[row] = number - 1;
    }
    return kind;
  }

  /** What the numbers stand for. */
  table(): KindTable {
    return {
      length: this.length,
      family: Uint16Array.from(this.family),
      server: Uint16Array.from(this.server),
      port: Uint16Array.from(this.port),
    };
  }

  private numberOf(family: number, server: number, port: number): number {
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
