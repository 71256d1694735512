import type { ByteDictionary } from './dictionaries.ts';
import type { Role } from './roles.ts';
import type { ServerCoder } from './server-coder.ts';
import type { LoggedTexts } from './text-log.ts';
import type { WantedColumn } from './wanted-columns.ts';
import { wasm } from './plain-rows-wasm.ts';

/** What `plain-rows.as.ts` exports; its doc blocks hold here. */
interface Kernel {
  memory: WebAssembly.Memory;
  readRows(start: number, stop: number, columns: number, mark: number): number;
  stoppedAt(): number;
  /** 0 or 1. */
  metFamily(): number;
  /** 0 or 1. */
  metServer(): number;
  learnFamily(at: number, size: number, code: number): void;
  learnServer(at: number, size: number, code: number, port: number): void;
  forgetCodes(): void;
  makeMoves(): void;
}

/** Rows of a call, at most. */
export const MOST_ROWS = 8192;
// The layout of the memory, as in the source of the kernel.
const PLAN = 1024;
const OUT = 65_536;
const INPUT = 1 << 20;
/** Bytes of a file that the kernel has before it at a time, at most. */
export const WINDOW = 1 << 19;
/** Behind the input, so that a value can be read without asking where the data ends. */
const PADDING = 128;
const PAGE = 1 << 16;
/** Texts up to this many bytes are remembered by the kernel. */
const LONGEST_KNOWN = 48;
const UNKNOWN = 0xffffffff;

/** Roles that are read here, as the kernel numbers them. */
const kernelRoles: Readonly<Partial<Record<Role, number>>> = {
  ...{ machine: 0, family: 1, server: 2, time: 3, address: 4, port: 5, network: 6, country: 7 },
};
/** Roles that say nothing about hits; their cells are passed. */
const passedRoles: ReadonlySet<Role> = new Set<Role>([
  ...(['category', 'status', 'lastSeen', 'city', 'name', 'source', 'mark'] as const),
]);

/** Which cells of a record are wanted: pairs of a cell's number and its role. */
export interface PlainPlan {
  cells: Int32Array;
  roles: ReadonlySet<Role>;
}

/** A plan for columns in their order; null where they have something else than plain values. */
export function planPlain(columns: readonly WantedColumn[]): PlainPlan | null {
  const wanted = columns.filter(({ role }) => !passedRoles.has(role));
  const isPlain = wanted.every(({ role, shared }) => !shared && kernelRoles[role] !== undefined);
  if (!isPlain || !wanted.some(({ role }) => role === 'address')) return null;
  const cells = wanted.flatMap(({ role, column }) => [column, kernelRoles[role]!]);
  return { cells: Int32Array.from(cells), roles: new Set(wanted.map(({ role }) => role)) };
}

let module: WebAssembly.Module | null | undefined;

/** The compiled kernel; null where there is no WebAssembly with vectors. */
function compiled(): WebAssembly.Module | null {
  if (module !== undefined) return module;
  try {
    module = new WebAssembly.Module(Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0)));
  } catch {
    module = null;
  }
  return module;
}

/**
 * Reads plain records many at a time. The values of the rows of the last call stand in columns, of which only those that
 * the plan names hold anything; texts are told by where in `bytes` they begin and how long they are.
 */
export class PlainRows {
  readonly bytes: Uint8Array;
  readonly time: Uint32Array;
  readonly address: Uint32Array;
  /** Codes; UNKNOWN where the kernel has not learnt it. */
  readonly family: Uint32Array;
  /** Codes. */
  readonly server: Uint32Array;
  /** The ports that the servers' texts name; 0 for none. */
  readonly serverPort: Uint32Array;
  readonly port: Uint32Array;
  readonly network: Uint32Array;
  /** The two bytes of each, the first one lowest; 0 where there is none. */
  readonly country: Uint32Array;
  private readonly familyFrom: Uint32Array;
  private readonly familySize: Uint32Array;
  private readonly serverFrom: Uint32Array;
  private readonly serverSize: Uint32Array;
  private readonly machineSize: Uint32Array;
  private readonly machineWords: Int32Array;
  private readonly plan: Int32Array;
  private owner: object | null = null;
  private loaded = 0;

  constructor(private readonly kernel: Kernel) {
    const { memory } = kernel;
    const wanted = Math.ceil((INPUT + WINDOW + PADDING) / PAGE);
    memory.grow(wanted - memory.buffer.byteLength / PAGE);
    const { buffer } = memory;
    const column = (index: number) =>
      new Uint32Array(buffer, OUT + index * MOST_ROWS * 4, MOST_ROWS);
    this.bytes = new Uint8Array(buffer);
    this.time = column(0);
    this.address = column(1);
    this.family = column(2);
    this.familyFrom = column(3);
    this.familySize = column(4);
    this.server = column(5);
    this.serverFrom = column(6);
    this.serverSize = column(7);
    this.serverPort = column(8);
    this.port = column(9);
    this.network = column(10);
    this.country = column(11);
    this.machineSize = column(12);
    this.machineWords = new Int32Array(buffer, OUT + 13 * MOST_ROWS * 4, MOST_ROWS * 4);
    this.plan = new Int32Array(buffer, PLAN, 64);
    kernel.makeMoves();
  }

  /** Forgets what was learnt and loaded for another owner; answers whether there was one. */
  use(owner: object): boolean {
    if (this.owner === owner) return false;
    this.owner = owner;
    this.kernel.forgetCodes();
    return true;
  }

  /** Takes in `head`, and behind it `bytes`: as many of both as there is room for. Answers how many. */
  load(head: Uint8Array, bytes: Uint8Array): number {
    const first = head.length > WINDOW ? head.subarray(0, WINDOW) : head;
    const room = WINDOW - first.length;
    const rest = bytes.length > room ? bytes.subarray(0, room) : bytes;
    this.loaded = first.length + rest.length;
    this.bytes.set(first, INPUT);
    this.bytes.set(rest, INPUT + first.length);
    this.bytes.fill(0, INPUT + this.loaded, INPUT + this.loaded + PADDING);
    return this.loaded;
  }

  /**
   * Reads plain records of what was loaded, from `start` on, that begin before `stop`.
   * @returns how many; `end` is where the first one begins that was not read
   */
  read({ cells }: PlainPlan, delimiter: number, start: number, stop: number) {
    this.plan.set(cells);
    const until = INPUT + Math.min(stop, this.loaded);
    const rows = this.kernel.readRows(INPUT + start, until, cells.length >> 1, delimiter);
    return { rows, end: this.kernel.stoppedAt() - INPUT };
  }

  /** Finds the families' codes that the kernel has not learnt, in the order of the rows. */
  nameFamilies(rows: number, dictionary: ByteDictionary): void {
    if (this.kernel.metFamily() === 0) return;
    const { family, familyFrom, familySize } = this;
    for (let row = 0; row < rows; row++) {
      if (family[row] !== UNKNOWN) continue;
      const [from, size] = [familyFrom[row]!, familySize[row]!];
      const code = dictionary.code(this.bytes, from, from + size);
      family[row] = code;
      // The last code is of many texts, and how often it was given is counted.
      if (size > LONGEST_KNOWN || code >= dictionary.limit - 1) continue;
      this.kernel.learnFamily(from, size, code);
    }
  }

  /** Finds the servers' codes that the kernel has not learnt, and the ports of their texts, in the order of the rows. */
  nameServers(rows: number, coder: ServerCoder): void {
    if (this.kernel.metServer() === 0) return;
    const { server, serverFrom, serverSize, serverPort } = this;
    for (let row = 0; row < rows; row++) {
      if (server[row] !== UNKNOWN) continue;
      const [from, size] = [serverFrom[row]!, serverSize[row]!];
      const code = coder.code(this.bytes, from, from + size);
      server[row] = code;
      serverPort[row] = coder.port;
      if (size > LONGEST_KNOWN || !coder.isOwn(code)) continue;
      this.kernel.learnServer(from, size, code, coder.port);
    }
  }

  /** The machines' texts of so many rows, an empty one where a row has none: views, for now. */
  machines(rows: number): LoggedTexts {
    const sizes = this.machineSize.subarray(0, rows);
    const words = this.machineWords.subarray(0, rows * 4);
    return { length: rows, sizes, words, bytes: this.bytes };
  }
}

let shared: PlainRows | null | undefined;

/** The thread's own, for whoever reads at the moment; null where the browser has no such WebAssembly. */
export function plainRows(): PlainRows | null {
  if (shared !== undefined) return shared;
  const found = compiled();
  const made = found && new WebAssembly.Instance(found).exports;
  return (shared = made && new PlainRows(made as unknown as Kernel));
}
