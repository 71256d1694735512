import type { HitColumns } from '../model/telemetry.ts';
import type { ByteDictionary, MutableDictionaries, Texts } from '../telemetry/dictionaries.ts';
import type { RowBatch } from './row-reader.ts';

/** Codes of one reader and what they are in the session's dictionary, found when a row first uses them. */
class Translation {
  private readonly texts: Uint8Array[] = [new Uint8Array(0)];
  private codes = new Int32Array(256).fill(-1);

  constructor(private readonly dictionary: ByteDictionary) {
    this.codes[0] = 0;
  }

  learn({ length, bytes, ends }: Texts): void {
    for (let i = 0; i < length; i++) {
      this.texts.push(bytes.subarray(i === 0 ? 0 : ends[i - 1]!, ends[i]));
    }
    if (this.texts.length <= this.codes.length) return;
    const wider = new Int32Array(this.texts.length * 2).fill(-1);
    wider.set(this.codes);
    this.codes = wider;
  }

  /** Puts the session's codes in the place of the reader's. */
  translate(column: Uint32Array, length: number): void {
    const { codes } = this;
    if (column.length === 0) return;
    for (let i = 0; i < length; i++) {
      const own = column[i]!;
      if (own === 0) continue;
      const code = codes[own]!;
      column[i] = code >= 0 ? code : this.find(own);
    }
  }

  private find(own: number): number {
    const text = this.texts[own]!;
    return (this.codes[own] = this.dictionary.code(text, 0, text.length));
  }
}

/**
 * Turns the readers' own numbers into codes of the session's dictionaries. Batches must come in the order of the rows:
 * codes are then those that a single reader would give, however many there are.
 */
export class BatchCoder {
  private readonly families = new Map<number, Translation>();
  private readonly servers = new Map<number, Translation>();

  constructor(private readonly dictionaries: MutableDictionaries) {}

  /** Hears a batch's new texts; to be called for every batch in the order of its reader, even for one that is dropped. */
  learn(reader: number, { families, servers }: RowBatch): void {
    this.of(this.families, reader, this.dictionaries.family).learn(families);
    this.of(this.servers, reader, this.dictionaries.server).learn(servers);
  }

  /** The batch's columns with the session's codes, in place. */
  code(reader: number, { columns, machines }: RowBatch): HitColumns {
    const { length, machine, family, server } = columns;
    if (machines.length > 0) {
      const codes = this.dictionaries.machine.codesOf(machines);
      for (let i = 0; i < length; i++) {
        const at = machine[i]!;
        if (at !== 0) machine[i] = codes[at - 1]!;
      }
    }
    this.of(this.families, reader, this.dictionaries.family).translate(family, length);
    this.of(this.servers, reader, this.dictionaries.server).translate(server, length);
    return columns;
  }

  private of(known: Map<number, Translation>, reader: number, dictionary: ByteDictionary) {
    let translation = known.get(reader);
    if (!translation) known.set(reader, (translation = new Translation(dictionary)));
    return translation;
  }
}
