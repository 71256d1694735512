import type { HitColumns } from '../model/telemetry.ts';
import type { SpareMemory } from './spare-memory.ts';

/** Columns that only some files have. */
export interface ExtraColumns {
  /** Rows carry the number of events that they stand for. */
  weighted: boolean;
  /** Rows name countries. */
  placed: boolean;
}

/** Rows that there is room for in a buffer that holds few. */
const LEAST = 1 << 12;
const MUCH = 1 << 16;

/** Room for the rows of the next batch, where this many were in the last one: most are about as large. */
export function roomAfter(rows: number): number {
  return Math.ceil((rows + (rows >> 4) + 1) / LEAST) * LEAST;
}

/** @param there columns of this capacity, or more, that are there already: of zeros, where not every row writes to them */
function emptyColumns(
  capacity: number,
  { weighted, placed }: ExtraColumns,
  there: Partial<HitColumns> = {},
): HitColumns {
  const { country, weight } = there;
  return {
    length: 0,
    time: there.time ?? new Uint32Array(capacity),
    address: there.address ?? new Uint32Array(capacity),
    addressFamily: there.addressFamily ?? new Uint8Array(capacity),
    address6: new Uint32Array(0),
    machine: there.machine ?? new Uint32Array(capacity),
    family: there.family ?? new Uint32Array(capacity),
    server: there.server ?? new Uint32Array(capacity),
    port: there.port ?? new Uint16Array(capacity),
    network: there.network ?? new Uint32Array(capacity),
    country: (placed && country) || new Uint16Array(placed ? capacity : 0),
    weight: (weighted && weight) || new Uint32Array(weighted ? capacity : 0),
    row: there.row ?? new Uint32Array(capacity),
  };
}

function wider<A extends Uint8Array | Uint16Array | Uint32Array>(old: A, next: A): A {
  next.set(old);
  return next;
}

/** Columns that many files have nothing for. */
const optional = ['machine', 'family', 'server', 'port', 'network'] as const;
type Optional = (typeof optional)[number];
const always = ['time', 'address', 'addressFamily', 'row', 'country', 'weight'] as const;

/** What of some columns has room for so many rows; those that rows may leave as they are are blank then. */
function roomOf(columns: HitColumns, capacity: number, used: number): Partial<HitColumns> {
  const there: Partial<HitColumns> = {};
  for (const name of [...always, ...optional] as const) {
    if (columns[name].length >= capacity) Object.assign(there, { [name]: columns[name] });
  }
  for (const name of [...optional, 'country'] as const) there[name]?.fill(0, 0, used);
  return there;
}

/** Hit columns that grow. The row at `columns.length` may be written freely until `length` is raised. */
export class HitBuffer {
  columns: HitColumns;
  capacity: number;
  /** Which optional columns something was written to: whoever writes says so. */
  readonly written: Record<Optional, boolean> = {
    ...{ machine: false, family: false, server: false, port: false, network: false },
  };
  private addresses6 = 0;
  /** Rows that were lent, and the optional columns that hold something of them. */
  private lentRows = 0;
  private lent: readonly Optional[] = [];

  /** @param spare memory of earlier columns */
  constructor(
    private readonly extra: ExtraColumns = { weighted: false, placed: false },
    private readonly spare?: SpareMemory,
  ) {
    [this.columns, this.capacity] = this.anew(LEAST, {});
  }

  /** Columns with room for so many rows or more, and for how many. */
  private anew(rows: number, unused: Partial<HitColumns>): [HitColumns, number] {
    const found = this.spare?.takeColumns(rows);
    const capacity = found ? found.time.length : rows;
    const there = found ? roomOf(found, capacity, found.length) : {};
    for (const name of optional) {
      const blank = unused[name];
      if (!there[name] && blank && blank.length >= capacity)
        Object.assign(there, { [name]: blank });
    }
    return [emptyColumns(capacity, this.extra, there), capacity];
  }

  /** Makes room for so many more rows, and one to be written freely. */
  makeRoom(rows: number): void {
    this.clean();
    while (this.columns.length + rows >= this.capacity) this.grow();
  }

  /** Makes four times the room, and twice once there is much. */
  grow(): void {
    const old = this.columns;
    const capacity = this.capacity * (this.capacity < MUCH ? 4 : 2);
    const next = emptyColumns(capacity, this.extra);
    this.columns = {
      length: old.length,
      time: wider(old.time, next.time),
      address: wider(old.address, next.address),
      addressFamily: wider(old.addressFamily, next.addressFamily),
      address6: old.address6,
      machine: wider(old.machine, next.machine),
      family: wider(old.family, next.family),
      server: wider(old.server, next.server),
      port: wider(old.port, next.port),
      network: wider(old.network, next.network),
      country: wider(old.country, next.country),
      weight: wider(old.weight, next.weight),
      row: wider(old.row, next.row),
    };
    this.capacity = capacity;
  }

  /** Appends an IPv6 address, the first four of the words; answers its index. */
  addAddress6(words: Uint32Array): number {
    const { columns } = this;
    const at = this.addresses6 * 4;
    if (at === columns.address6.length) {
      columns.address6 = wider(columns.address6, new Uint32Array(Math.max(1024, at * 2)));
    }
    for (let word = 0; word < 4; word++) columns.address6[at + word] = words[word]!;
    return this.addresses6++;
  }

  /** Blanks what was lent; before the first row that comes after it. */
  clean(): void {
    if (this.lentRows === 0) return;
    for (const name of this.lent) this.columns[name].fill(0, 0, this.lentRows);
    // A later header may name no countries.
    this.columns.country.fill(0, 0, this.lentRows);
    this.lentRows = 0;
  }

  /** What the columns hold, until the next row comes, and starts anew in the same memory. */
  lend(): HitColumns {
    this.clean();
    const { columns, written } = this;
    const address6 = columns.address6.slice(0, this.addresses6 * 4);
    const lent: HitColumns = { ...columns, address6 };
    for (const name of optional) {
      if (!written[name]) Object.assign(lent, { [name]: columns[name].subarray(0, 0) });
    }
    this.lent = optional.filter((name) => written[name]);
    this.lentRows = columns.length;
    this.columns = { ...columns, length: 0 };
    this.addresses6 = 0;
    for (const name of optional) written[name] = false;
    return lent;
  }

  /** Hands the columns over and starts anew. Optional ones that nothing was written to stay here, and empty ones go. */
  take(): HitColumns {
    const { written } = this;
    const taken = this.columns;
    taken.address6 = taken.address6.slice(0, this.addresses6 * 4);
    const unused: Partial<Pick<HitColumns, Optional>> = {};
    const none: Partial<Pick<HitColumns, Optional>> = {};
    for (const name of optional) {
      if (written[name]) continue;
      Object.assign(unused, { [name]: taken[name] });
      Object.assign(none, { [name]: taken[name].slice(0, 0) });
    }
    [this.columns, this.capacity] = this.anew(roomAfter(taken.length), unused);
    this.addresses6 = 0;
    for (const name of optional) written[name] = false;
    return { ...taken, ...none };
  }
}
