import type { WideHits } from './narrow-hits.ts';
import { radixOrder } from './radix-order.ts';
import { rowColumns, type RowBlock } from './row-block.ts';
import type { Codes } from './telemetry-table.ts';

/** Partitions to be grouped, and where their hits go. */
export interface GroupTask {
  blocks: readonly RowBlock[];
  /** Partitions from one to before another. */
  from: number;
  to: number;
  /** Hits are written from `base` on. */
  hits: WideHits;
  base: number;
}

/** Hosts of some partitions, in the order of their addresses. */
export interface GroupedHosts {
  length: number;
  words: Uint32Array[];
  /** First hit of each host. */
  start: Uint32Array;
  /** AS number that the rows name, the last one of each host; 0 where none does. */
  network: Uint32Array;
  /** Number of the country that the rows name, the last one of each host; empty where no row names one. */
  country: Uint16Array;
}

/** Which of the columns that few files have are there. */
interface Has {
  country: boolean;
  weight: boolean;
}

/** Copies values[from, to) to `at`: a batch has few rows of a partition, for which a view would cost more than they do. */
function copy(
  values: Uint32Array | Uint16Array | Uint8Array,
  from: number,
  to: number,
  into: Uint32Array,
  at: number,
): void {
  for (let i = from; i < to; i++) into[at + i - from] = values[i]!;
}

/** Rows of one partition, from all blocks one after the other. */
class Gathered {
  length = 0;
  readonly words: Uint32Array[];
  readonly time: Uint32Array;
  readonly machine: Uint32Array;
  readonly kind: Uint32Array;
  readonly network: Uint32Array;
  /** Empty where no row says any. */
  readonly country: Uint16Array;
  readonly weight: Uint32Array;
  readonly order: Uint32Array;

  /** @param used columns that any of the blocks has: the others stay 0 */
  constructor(
    capacity: number,
    words: number,
    private readonly used: readonly (typeof rowColumns)[number][],
    { country, weight }: Has,
  ) {
    this.words = Array.from({ length: words }, () => new Uint32Array(capacity));
    this.time = new Uint32Array(capacity);
    this.machine = new Uint32Array(capacity);
    this.kind = new Uint32Array(capacity);
    this.network = new Uint32Array(capacity);
    this.country = new Uint16Array(country ? capacity : 0);
    this.weight = new Uint32Array(weight ? capacity : 0);
    this.order = new Uint32Array(capacity);
  }

  /** Takes the rows of a partition in. */
  take(blocks: readonly RowBlock[], partition: number): void {
    this.length = 0;
    const { used } = this;
    for (const block of blocks) {
      const from = block.starts[partition]!;
      const to = block.starts[partition + 1]!;
      if (from === to) continue;
      for (let w = 0; w < this.words.length; w++) {
        copy(block.words[w]!, from, to, this.words[w]!, this.length);
      }
      for (const name of used) {
        const values = block[name];
        if (values) copy(values, from, to, this[name], this.length);
        else this[name].fill(0, this.length, this.length + to - from);
      }
      this.takeExtra(block, from, to);
      this.length += to - from;
    }
  }

  private takeExtra({ country, weight }: RowBlock, from: number, to: number): void {
    const [at, end] = [this.length, this.length + to - from];
    if (this.country.length > 0) {
      if (country) this.country.set(country.subarray(from, to), at);
      else this.country.fill(0, at, end);
    }
    if (this.weight.length === 0) return;
    if (weight) this.weight.set(weight.subarray(from, to), at);
    else this.weight.fill(1, at, end);
  }
}

function isAscending(values: Uint32Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) return false;
  return true;
}

/** Order by address, then by time, then as read. */
function orderOf({ length, words, time, order }: Gathered): Uint32Array {
  let sorted = order.subarray(0, length);
  for (let i = 0; i < length; i++) sorted[i] = i;
  const times = time.subarray(0, length);
  if (!isAscending(times)) sorted = radixOrder(times, sorted);
  for (let word = words.length - 1; word >= 0; word--) {
    sorted = radixOrder(words[word]!.subarray(0, length), sorted);
  }
  return sorted;
}

function put32(values: Uint32Array, order: Uint32Array, into: Uint32Array, base: number): void {
  for (let i = 0; i < order.length; i++) into[base + i] = values[order[i]!]!;
}

function put16(values: Uint32Array, order: Uint32Array, into: Uint16Array, base: number): void {
  for (let i = 0; i < order.length; i++) into[base + i] = values[order[i]!]!;
}

function put8(values: Uint32Array, order: Uint32Array, into: Uint8Array, base: number): void {
  for (let i = 0; i < order.length; i++) into[base + i] = values[order[i]!]!;
}

/** Writes codes into an array that may be empty where all are 0. */
function putCodes(values: Uint32Array, order: Uint32Array, into: Codes, base: number): void {
  if (into.length === 0) return;
  if (into instanceof Uint8Array) put8(values, order, into, base);
  else if (into instanceof Uint16Array) put16(values, order, into, base);
  else put32(values, order, into, base);
}

/** Hosts as they are found. */
class HostList {
  length = 0;
  readonly words: Uint32Array[];
  readonly start: Uint32Array;
  readonly network: Uint32Array;
  readonly country: Uint16Array;

  constructor(capacity: number, words: number, { country }: Has) {
    this.country = new Uint16Array(country ? capacity : 0);
    this.words = Array.from({ length: words }, () => new Uint32Array(capacity));
    this.start = new Uint32Array(capacity);
    this.network = new Uint32Array(capacity);
  }

  /** Adds the hosts of rows that are in order; `base` is where the first of them is written. */
  add({ words, network }: Gathered, order: Uint32Array, base: number): void {
    if (words.length === 1) return this.addPlain(words[0]!, network, order, base);
    let last = -1;
    for (let i = 0; i < order.length; i++) {
      const row = order[i]!;
      if (last < 0 || isOther(words, row, last)) {
        for (let w = 0; w < words.length; w++) this.words[w]![this.length] = words[w]![row]!;
        this.start[this.length] = base + i;
        this.network[this.length++] = network[row]!;
      } else if (network[row] !== 0) this.network[this.length - 1] = network[row]!;
      last = row;
    }
  }

  /** The same for addresses of one word. */
  private addPlain(
    word: Uint32Array,
    network: Uint32Array,
    order: Uint32Array,
    base: number,
  ): void {
    const [words] = this.words;
    let [last, length] = [-1, this.length];
    for (let i = 0; i < order.length; i++) {
      const row = order[i]!;
      const address = word[row]!;
      if (address !== last) {
        words![length] = address;
        this.start[length] = base + i;
        this.network[length++] = network[row]!;
        last = address;
      } else if (network[row] !== 0) this.network[length - 1] = network[row]!;
    }
    this.length = length;
  }

  /** Adds the countries of rows that are in order, to the hosts from `host` on that `add` found in them. */
  addCountries({ words, country }: Gathered, order: Uint32Array, host: number): void {
    let at = host - 1;
    let last = -1;
    for (let i = 0; i < order.length; i++) {
      const row = order[i]!;
      if (last < 0 || isOther(words, row, last)) at++;
      if (country[row] !== 0) this.country[at] = country[row]!;
      last = row;
    }
  }

  hosts(): GroupedHosts {
    const cut = (values: Uint32Array) => values.slice(0, this.length);
    const { length, words, start, network } = this;
    const country = this.country.slice(0, length);
    return { length, words: words.map(cut), start: cut(start), network: cut(network), country };
  }
}

function isOther(words: readonly Uint32Array[], a: number, b: number): boolean {
  for (let w = words.length - 1; w >= 0; w--) if (words[w]![a] !== words[w]![b]) return true;
  return false;
}

/** Rows of partition p in all blocks. */
export function rowsOf(blocks: readonly RowBlock[], partition: number): number {
  let rows = 0;
  for (const { starts } of blocks) rows += starts[partition + 1]! - starts[partition]!;
  return rows;
}

/** Groups the rows of some partitions by host: hits are written, hosts given. */
export function groupPartitions({ blocks, from, to, hits, base }: GroupTask): GroupedHosts {
  const words = blocks[0]?.words.length ?? 1;
  const used = rowColumns.filter((name) => blocks.some((block) => block[name] !== null));
  const sizes = Array.from({ length: to - from }, (_, i) => rowsOf(blocks, from + i));
  const has = {
    country: blocks.some(({ country }) => country !== null),
    weight: hits.weight.length > 0,
  };
  const rows = new Gathered(Math.max(0, ...sizes), words, used, has);
  const list = new HostList(
    sizes.reduce((sum, size) => sum + size, 0),
    words,
    has,
  );
  let at = base;
  for (let partition = from; partition < to; partition++) {
    rows.take(blocks, partition);
    const order = orderOf(rows);
    if (used.includes('time')) put32(rows.time, order, hits.time, at);
    if (used.includes('machine')) put32(rows.machine, order, hits.machine, at);
    putCodes(rows.kind, order, hits.kind, at);
    if (has.weight) put32(rows.weight, order, hits.weight, at);
    const host = list.length;
    list.add(rows, order, at);
    if (has.country) list.addCountries(rows, order, host);
    at += rows.length;
  }
  return list.hosts();
}
