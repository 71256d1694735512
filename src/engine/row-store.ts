import type { HitColumns } from '../model/telemetry.ts';
import type { GroupedHits } from './group-hits.ts';
import type { TellHosts } from './crew.ts';
import { rowsOf, type GroupedHosts, type GroupTask } from './group-partitions.ts';
import { KindNumbers } from './kind-numbers.ts';
import { narrowHits, type WideHits } from './narrow-hits.ts';
import { makePartitions, type Partitions } from './partitions.ts';
import {
  allocateOwn,
  makeRowBlock,
  type Allocate,
  type RawRows,
  type RowBlock,
} from './row-block.ts';

/** Groups partitions somewhere: here, or in other threads at the same time. Tasks cover all partitions in order. */
export type Grouper = (tasks: readonly GroupTask[], tell: TellHosts) => Promise<void>;

/**
 * Hears of the addresses of hosts in their order, those of IPv4 first, while others are still being grouped.
 * @param addresses a word each (IPv4), or four (IPv6)
 * @param expected how many hosts of the family there will be, about
 * @param share of all rows, from 0 to 1, whose hosts are there
 */
export type TellAddresses = (
  family: 'four' | 'six',
  addresses: Uint32Array,
  expected: number,
  share: number,
) => void;

/** Rows of one address family. */
class FamilyRows {
  length = 0;
  readonly blocks: RowBlock[] = [];
  private partitions: Partitions | null = null;

  add(rows: RawRows, expected: number, allocate: Allocate): void {
    if (rows.length === 0) return;
    this.partitions ??= makePartitions(rows.words[0]!.subarray(0, rows.length), expected);
    this.blocks.push(makeRowBlock(rows, this.partitions, allocate));
    this.length += rows.length;
  }

  /** All partitions in so many tasks of about equal size; hits go from `base` on. */
  tasks(hits: WideHits, base: number, wanted: number): GroupTask[] {
    const { partitions, length } = this;
    if (!partitions) return [];
    // Rows that come while other threads group are for the next time.
    const blocks = this.blocks.slice();
    const tasks: GroupTask[] = [];
    let [from, at, next] = [0, base, base];
    for (let partition = 0; partition < partitions.count; partition++) {
      next += rowsOf(blocks, partition);
      const isLast = partition === partitions.count - 1;
      const isShort = next - base < ((tasks.length + 1) * length) / wanted;
      // What is left goes to the last task, empty partitions too: one more would be somebody's only one.
      if (!isLast && (isShort || tasks.length === wanted - 1)) continue;
      tasks.push({ blocks, from, to: partition + 1, hits, base: at });
      [from, at] = [partition + 1, next];
    }
    return tasks;
  }
}

/** Writes into[i] = values[at[i]]. */
function gather(values: Uint32Array, at: Uint32Array, into: Uint32Array): Uint32Array {
  for (let i = 0; i < into.length; i++) into[i] = values[at[i]!]!;
  return into;
}

/** Countries of some rows; none where there are none. */
function takeCountries(values: Uint16Array, at: Uint32Array, length: number): Uint16Array {
  if (values.length === 0) return values;
  const into = new Uint16Array(length);
  for (let i = 0; i < length; i++) into[i] = values[at[i]!]!;
  return into;
}

/** Columns of a batch with the kinds of its rows. */
type KnownRows = HitColumns & Pick<RawRows, 'kind' | 'kinds'>;

/** The rows of one address family of a mixed batch. */
function pick(columns: KnownRows, family: 4 | 6): RawRows {
  const { addressFamily, address, address6 } = columns;
  const at = new Uint32Array(columns.length);
  let length = 0;
  for (let i = 0; i < at.length; i++) if (addressFamily[i] === family) at[length++] = i;
  const take32 = (values: Uint32Array) =>
    values.length > 0 ? gather(values, at, new Uint32Array(length)) : values;
  const own = take32(address);
  const word = (w: number) => {
    const values = new Uint32Array(length);
    for (let i = 0; i < length; i++) values[i] = address6[own[i]! * 4 + w]!;
    return values;
  };
  return {
    length,
    words: family === 4 ? [own] : [0, 1, 2, 3].map(word),
    time: take32(columns.time),
    machine: take32(columns.machine),
    kind: take32(columns.kind),
    kinds: columns.kinds,
    network: take32(columns.network),
    country: takeCountries(columns.country, at, length),
    weight: take32(columns.weight),
  };
}

/** Room for hits; kinds in the narrowest width for that many, and none at all where there is but one. */
function makeHits(length: number, kinds: number, weighted: boolean, allocate: Allocate): WideHits {
  const codes = () => {
    if (kinds <= 1) return new Uint8Array(0);
    if (kinds <= 1 << 8) return allocate(Uint8Array, length);
    return kinds <= 1 << 16 ? allocate(Uint16Array, length) : allocate(Uint32Array, length);
  };
  return {
    length,
    time: allocate(Uint32Array, length),
    machine: allocate(Uint32Array, length),
    kind: codes(),
    weight: allocate(Uint32Array, weighted ? length : 0),
  };
}

function joined(lists: readonly Uint32Array[]): Uint32Array {
  const values = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    values.set(list, at);
    at += list.length;
  }
  return values;
}

/** Countries of all hosts; empty where none has one. */
function joinedCountries(hosts: readonly GroupedHosts[]): Uint16Array {
  const named = hosts.some(({ country }) => country.some((code) => code !== 0));
  const length = named ? hosts.reduce((sum, { length: more }) => sum + more, 0) : 0;
  const countries = new Uint16Array(length);
  let at = 0;
  for (const { length: more, country } of named ? hosts : []) {
    countries.set(country, at);
    at += more;
  }
  return countries;
}

/** How many hosts there will be of rows from `from` to `end`, if those before the next task have as many to a row. */
function expectedOf(
  hosts: readonly GroupedHosts[],
  next: GroupTask | undefined,
  from: number,
  end: number,
): number {
  const length = hosts.reduce((sum, each) => sum + each.length, 0);
  const rows = (next?.base ?? end) - from;
  return rows > 0 ? Math.ceil((length / rows) * (end - from)) : 0;
}

/** Words of IPv6 addresses, four together. */
function interleaved(hosts: readonly GroupedHosts[]): Uint32Array {
  const words = [0, 1, 2, 3].map((w) => joined(hosts.map((each) => each.words[w]!)));
  const address6 = new Uint32Array(words[0]!.length * 4);
  for (let i = 0; i < address6.length; i++) address6[i] = words[i & 3]![i >> 2]!;
  return address6;
}

/** Gathers rows as they are read, parted by address, so that they can be grouped by host at any time. */
export class RowStore {
  private readonly four = new FamilyRows();
  private readonly six = new FamilyRows();
  private readonly kinds = new KindNumbers();

  /**
   * @param expected rows to come, about: 0 where that is unknown
   * @param allocate memory that a grouper in other threads can reach
   */
  constructor(
    private readonly expected: () => number,
    private readonly allocate: Allocate = allocateOwn,
  ) {}

  get length(): number {
    return this.four.length + this.six.length;
  }

  get length4(): number {
    return this.four.length;
  }

  get length6(): number {
    return this.six.length;
  }

  /** Takes rows in. */
  add(columns: HitColumns): void {
    const expected = this.expected();
    const kind = this.kinds.numbersOf(columns);
    const known = { ...columns, kind, kinds: this.kinds.length };
    const mixed = columns.addressFamily.subarray(0, columns.length).includes(6);
    if (!mixed) {
      return this.four.add({ ...known, words: [columns.address] }, expected, this.allocate);
    }
    this.four.add(pick(known, 4), expected, this.allocate);
    this.six.add(pick(known, 6), expected, this.allocate);
  }

  /**
   * All rows so far by host: hosts sorted by address, IPv4 first; hits of a host sorted by time. Rows are kept.
   * @param wanted how many tasks the work is cut into
   */
  async group(
    group: Grouper,
    wanted: number,
    tell: TellAddresses = () => undefined,
  ): Promise<GroupedHits> {
    const blocks = [...this.four.blocks, ...this.six.blocks];
    const weighted = blocks.some(({ weight }) => weight !== null);
    const hits = makeHits(this.length, this.kinds.length, weighted, this.allocate);
    const kinds = this.kinds.table();
    const rows4 = this.four.length;
    const tasks4 = this.four.tasks(hits, 0, wanted);
    const tasks6 = this.six.tasks(hits, rows4, wanted);
    const four: GroupedHosts[] = [];
    const six: GroupedHosts[] = [];
    const tasks = [...tasks4, ...tasks6];
    await group(tasks, (some, index) => {
      const share = (tasks[index + 1]?.base ?? hits.length) / hits.length;
      if (index < tasks4.length) {
        four.push(some);
        tell('four', some.words[0]!, expectedOf(four, tasks4[index + 1], 0, rows4), share);
      } else {
        six.push(some);
        const next = tasks6[index - tasks4.length + 1];
        tell('six', interleaved([some]), expectedOf(six, next, rows4, hits.length), share);
      }
    });
    const hosts = [...four, ...six];
    const length4 = four.reduce((sum, { length }) => sum + length, 0);
    const length = six.reduce((sum, { length: more }) => sum + more, length4);
    const network = joined(hosts.map((each) => each.network));
    return {
      hits: narrowHits(hits, kinds),
      length,
      length4,
      address4: joined(four.map(({ words }) => words[0]!)),
      address6: interleaved(six),
      start: joined([...hosts.map(({ start }) => start), Uint32Array.of(this.length)]),
      network: network.some((asn) => asn !== 0) ? network : new Uint32Array(0),
      country: joinedCountries(hosts),
    };
  }
}
