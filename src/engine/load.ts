import type { GeoDatabase } from '../geo/open-database.ts';
import { nextTask } from '../model/next-task.ts';
import type { InputFile, LoadProgress, LoadRequest } from '../model/source.ts';
import type { C2Server } from '../model/telemetry.ts';
import { readC2List } from '../telemetry/c2-list.ts';
import { makeDictionaries, type MutableDictionaries } from '../telemetry/dictionaries.ts';
import { DatabaseFetcher, type HeldDatabase, type Needs } from './database-fetcher.ts';
import { openInput } from './fetch-bytes.ts';
import { ungroupHits, type GroupedHits } from './group-hits.ts';
import { HostLocator, locateHosts, type Located } from './locate-hosts.ts';
import { PartialView } from './partial-view.ts';
import { placeServers } from './place-servers.ts';
import { readFilesOf, type ReadFile } from './read-file.ts';
import type { KnownCounts } from './context.ts';
import { readInputs } from './read-inputs.ts';
import { readyHolding } from './ready-columns.ts';
import type { ReadSoFar } from './file-state.ts';
import type { Crew } from './crew.ts';
import { RowStore, type TellAddresses } from './row-store.ts';

/** Rows from which on it is worth the way to group in other threads. */
const MUCH = 1 << 16;
/** Tasks of each thread: what is there of one is placed while others are grouped. */
const TASKS_EACH = 32;

/** All that an engine holds. A load makes a new one and never changes the old. */
export interface Holding {
  files: ReadFile[];
  grouped: GroupedHits;
  located: Located;
  databases: HeldDatabase[];
  /** C2 lists that were read. */
  lists: ReadFile[];
  /** Servers as the lists say, without places. */
  listed: C2Server[];
  servers: C2Server[];
  reconstruction: boolean;
  /** Counts of everything that were worked out before it was kept. */
  known?: KnownCounts;
  /** Texts behind the codes of `grouped`. Adding appends to them, so that codes keep their meaning. */
  dictionaries: MutableDictionaries;
}

async function readLists(inputs: readonly InputFile[], signal?: AbortSignal): Promise<ReadSoFar> {
  const read: ReadSoFar = { files: [], servers: [] };
  for (const input of inputs) {
    const { stream, bytes } = await openInput(input, signal);
    const list = await readC2List(stream, input.name, signal, input.choices);
    read.files.push(...readFilesOf(input.name, bytes, list));
    read.servers.push(...list.servers);
  }
  return read;
}

/**
 * Those that are wanted, in the order that is wanted. What was never opened stays behind them: nobody has been told of
 * it, and it may be needed for addresses of another family.
 */
function arranged(
  held: readonly HeldDatabase[],
  order: readonly string[] | undefined,
): readonly HeldDatabase[] {
  if (!order) return held;
  const told = held.filter(({ info }) => info !== null);
  const named = [...new Set(order)].flatMap((name) =>
    told.filter(({ input }) => input.name === name),
  );
  return [...named, ...held.filter(({ info }) => info === null)];
}

/** New databases go in front of the ones that are there; one of the same name takes the old one's place. */
function mergeDatabases(
  old: readonly HeldDatabase[],
  inputs: readonly InputFile[],
): HeldDatabase[] {
  const names = new Set(inputs.map((input) => input.name));
  const fresh = inputs.map((input) => ({ input, opened: null, info: null }));
  const fallback = fresh.filter(({ input }) => input.family !== undefined);
  const own = fresh.filter(({ input }) => input.family === undefined);
  const kept = old.filter(({ input }) => !names.has(input.name));
  return [...own, ...kept, ...fallback];
}

/** A later list overrides an earlier one, address by address. */
function mergeServers(old: readonly C2Server[], fresh: readonly C2Server[]): C2Server[] {
  const byAddress = new Map([...old, ...fresh].map((server) => [server.address, server]));
  return [...byAddress.values()];
}

/** A database that somebody opened, not one of the page's own. */
function isOwn({ input }: HeldDatabase): boolean {
  return !('url' in input);
}

/** Databases with what came of them: how many hosts each placed. */
function withUses(databases: readonly HeldDatabase[], { used }: Located): HeldDatabase[] {
  const uses = [...used];
  return databases.map((entry) => {
    const { opened, info } = entry;
    if (opened) return { ...entry, info: { ...opened.info, used: uses.shift()! } };
    return info ? { ...entry, info: { ...info, used: { four: 0, six: 0 } } } : entry;
  });
}

function openedOf(databases: readonly HeldDatabase[]): GeoDatabase[] {
  return databases.flatMap(({ opened }) => opened ?? []);
}

/** What of the old holding a request builds on. */
function basisOf(request: LoadRequest, held: Holding) {
  const replaces =
    request.mode === 'replace' && (request.telemetry.length > 0 || request.anew === true);
  const ended = replaces && held.reconstruction;
  const dropsLists = ended || request.anew === 'lists' || (replaces && request.anew === true);
  const sameKind = held.reconstruction === request.reconstruction;
  return {
    files: replaces ? [] : held.files,
    grouped: replaces ? null : held.grouped,
    dictionaries: replaces ? makeDictionaries() : held.dictionaries,
    ...(dropsLists ? { lists: [], listed: [] } : { lists: held.lists, listed: held.listed }),
    databases: arranged(
      ended || !sameKind ? held.databases.filter(isOwn) : held.databases,
      request.order,
    ),
  };
}

/** Who hears of a load. */
export interface LoadListener {
  progress(progress: LoadProgress): void;
  /** What there is so far, as if the files ended here. */
  partial(holding: Holding): void;
}

/** One load on its way: rows are gathered, and now and then shown as if they were all. */
class Load {
  private readonly basis: ReturnType<typeof basisOf>;
  private readonly wanted: HeldDatabase[];
  private readonly fetcher: DatabaseFetcher;
  private readonly store: RowStore;
  private lists: ReadSoFar = { files: [], servers: [] };
  private expectedRows = 0;
  /** Part of the bytes of all inputs that are read, where that is known. */
  private share = 0;

  constructor(
    private readonly request: LoadRequest,
    held: Holding,
    private readonly crew: Crew,
    private readonly on: LoadListener,
    private readonly signal: AbortSignal | undefined,
    private readonly view: PartialView,
  ) {
    this.basis = basisOf(request, held);
    this.wanted = mergeDatabases(this.basis.databases, request.databases);
    this.fetcher = new DatabaseFetcher(signal);
    this.store = new RowStore(() => this.expectedRows, crew.allocate);
    const { grouped } = this.basis;
    const grows = request.telemetry.length > 0;
    if (grows && grouped && grouped.hits.length > 0) this.store.add(ungroupHits(grouped));
  }

  async run(): Promise<Holding> {
    const { request, signal, on } = this;
    // Hardly any telemetry is without IPv4: its databases come while readers start and the file's format is found.
    if (request.telemetry.length > 0) this.fetcher.begin(this.wanted, { four: true, six: false });
    this.lists = await readLists(request.servers, signal);
    const { files: read, servers } = await this.readFiles();
    const listed = this.listedWith(servers);
    const files = [...this.basis.files, ...read];
    const rows = read.reduce((sum, file) => sum + file.rows, 0);
    const refused = read.reduce((sum, file) => sum + file.refusals.length, 0);
    const told = { file: read[0]?.name ?? '', bytesDone: 0, bytesTotal: 0, rows, refused };
    const count = (share: number) => on.progress({ stage: 'counting', ...told, share });
    await this.view.end();
    count(0);
    await nextTask();
    const needs = { ...this.needs, ...(listed.length > 0 && { four: true }) };
    const { grouped, locator } = await this.groupAll(read.length > 0, needs, count);
    signal?.throwIfAborted();
    const databases = await this.fetcher.wait(this.wanted, needs, (at) => on.progress(at));
    on.progress({ stage: 'locating', ...told });
    await nextTask();
    signal?.throwIfAborted();
    return this.holding({ files, servers: listed }, grouped, databases, locator);
  }

  /** Servers of before, of the lists, and of the telemetry itself; a later word overrides. */
  private listedWith(servers: readonly C2Server[]): C2Server[] {
    return mergeServers(this.basis.listed, [...servers, ...this.lists.servers]);
  }

  private get needs() {
    const { grouped, listed } = this.basis;
    const held = { four: grouped?.length4 ?? 0, all: grouped?.length ?? 0 };
    const hasServers = listed.length + this.lists.servers.length > 0;
    return {
      four: this.store.length4 + held.four > 0 || hasServers,
      six: this.store.length6 > 0 || held.all > held.four,
    };
  }

  private async readFiles(): Promise<ReadSoFar> {
    const { request, basis, on, signal } = this;
    return readInputs(
      request.telemetry,
      this.crew.readers(),
      basis.dictionaries,
      {
        batch: (columns, soFar) => {
          this.store.add(columns);
          this.fetcher.begin(this.wanted, this.needs);
          // The first page's own data is small: a part of it would only come in the way of the whole.
          if (request.reconstruction) return;
          this.view.offer(this.store.length, this.share, () => this.showPartial(soFar()));
        },
        progress: (progress) => {
          const { bytesDone, bytesTotal, rows } = progress;
          this.expectedRows = bytesDone > 0 ? (rows * bytesTotal) / bytesDone : 0;
          const isOnly = request.telemetry.length === 1 && bytesTotal > 0;
          this.share = isOnly ? bytesDone / bytesTotal : 0;
          on.progress({ stage: 'reading', ...progress });
        },
      },
      signal,
    );
  }

  /**
   * All rows by host; where nothing was read, what was there stays as it was. Once the databases are open, this thread
   * places hosts while the others go on grouping.
   */
  private async groupAll(
    isNew: boolean,
    needs: Needs,
    count: (share: number) => void,
  ): Promise<{ grouped: GroupedHits; locator: HostLocator | null }> {
    const old = this.basis.grouped;
    if (old && !isNew) return { grouped: old, locator: null };
    const { threads } = this.crew;
    const isMuch = threads > 1 && this.store.length >= MUCH;
    let locator: HostLocator | null = null;
    const waiting: Parameters<HostLocator['add']>[] = [];
    const grouped = await this.group(isMuch ? threads * TASKS_EACH : 1, (...told) => {
      this.signal?.throwIfAborted();
      const [family, addresses, expected, share] = told;
      waiting.push([family, addresses, expected]);
      count(share);
      const databases = locator || !isMuch ? null : this.fetcher.ready(this.wanted, needs);
      if (databases) locator = new HostLocator(openedOf(databases));
      if (locator) for (const some of waiting.splice(0)) locator.add(...some);
    });
    return { grouped, locator };
  }

  /** Rows so far, by host. */
  private group(tasks: number, tell?: TellAddresses): Promise<GroupedHits> {
    return this.store.group((...work) => this.crew.group(...work), tasks, tell);
  }

  /** Shows what there is, where the databases are open. */
  private async showPartial({ files, servers }: ReadSoFar): Promise<boolean> {
    const databases = this.fetcher.ready(this.wanted, this.needs);
    if (!databases) return false;
    // The others go on reading meanwhile.
    const grouped = await this.group(1);
    if (this.signal?.aborted) return false;
    const read = { files: [...this.basis.files, ...files], servers: this.listedWith(servers) };
    this.on.partial(this.holding(read, grouped, databases));
    return true;
  }

  private holding(
    { files, servers: listed }: ReadSoFar,
    grouped: GroupedHits,
    databases: HeldDatabase[],
    locator: HostLocator | null = null,
  ): Holding {
    const opened = openedOf(databases);
    const located = locator ? locator.located(grouped) : locateHosts(grouped, opened);
    return {
      files,
      grouped,
      located,
      databases: withUses(databases, located),
      lists: [...this.basis.lists, ...this.lists.files],
      listed,
      servers: placeServers(listed, opened),
      reconstruction: this.request.reconstruction,
      dictionaries: this.basis.dictionaries,
    };
  }
}

/**
 * Carries out a request on top of what is held.
 * @param crew reads and groups
 * @param view decides when what was read so far is shown
 * @throws InputError where an input cannot be used, AbortError; what is held stays as it is
 */
export async function carryOut(
  request: LoadRequest,
  held: Holding,
  crew: Crew,
  on: LoadListener,
  signal?: AbortSignal,
  view = new PartialView(),
): Promise<Holding> {
  const { columns } = request;
  const ready = columns && (await readyHolding(columns, request, on.progress.bind(on), signal));
  if (ready) return ready;
  return new Load(request, held, crew, on, signal, view).run();
}
