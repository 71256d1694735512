import { openDatabase, type GeoDatabase } from '../geo/open-database.ts';
import type {
  DatabaseInfo,
  FileInfo,
  InputFile,
  LoadProgress,
  LoadRequest,
} from '../model/source.ts';
import type { C2Server, HitColumns, RefusalReason, Refusals } from '../model/telemetry.ts';
import { readC2List } from '../telemetry/c2-list.ts';
import { makeDictionaries, type MutableDictionaries } from '../telemetry/dictionaries.ts';
import { readTelemetry, type TelemetryResult } from '../telemetry/read-telemetry.ts';
import { fetchDatabase, openInput } from './fetch-bytes.ts';
import { groupHits, ungroupHits, type GroupedHits } from './group-hits.ts';
import { locateHosts, type Located } from './locate-hosts.ts';
import { placeServers } from './place-servers.ts';

/** A file that was read. */
export interface ReadFile extends FileInfo {
  refused: Record<RefusalReason, number>;
  refusals: Refusals;
}

/** A database in use; opened when it is first needed. */
export interface HeldDatabase {
  input: InputFile;
  opened: GeoDatabase | null;
  /** What it is, once it was opened; it may have been in an earlier visit. */
  info: DatabaseInfo | null;
}

/** All that an engine holds. A load makes a new one and never changes the old. */
export interface Holding {
  files: ReadFile[];
  grouped: GroupedHits;
  located: Located;
  databases: HeldDatabase[];
  /** As the lists say, without places. */
  listed: C2Server[];
  servers: C2Server[];
  reconstruction: boolean;
  /** Texts behind the codes of `grouped`. Adding appends to them, so that codes keep their meaning. */
  dictionaries: MutableDictionaries;
}

type OnProgress = (progress: LoadProgress) => void;

/** What is kept of a file, or of each member of an archive; an archive's size goes to its first member. */
function readFilesOf(
  name: string,
  bytes: number,
  { parts, notices, passedOver }: TelemetryResult,
): ReadFile[] {
  return parts.map(({ recognition, tally, hits, ...part }, index) => ({
    name: parts.length > 1 ? `${name}: ${part.name}` : name,
    bytes: index === 0 ? bytes : 0,
    rows: part.rows,
    format: recognition.format,
    refused: part.refused,
    refusals: part.refusals,
    serverRows: tally.serverRows,
    asideRows: tally.asideRows,
    events: tally.events,
    resolvers: recognition.rules?.resolvers ? hits : 0,
    notices: parts.length === 1 ? notices : [...part.notices, ...(index === 0 ? passedOver : [])],
  }));
}

/** Reads the telemetry of a request, after what is there where it is to be added. */
async function readFiles(
  request: LoadRequest,
  dictionaries: MutableDictionaries,
  onBatch: (columns: HitColumns) => void,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<{ files: ReadFile[]; servers: C2Server[] }> {
  const files: ReadFile[] = [];
  const servers: C2Server[] = [];
  for (const input of request.telemetry) {
    const { stream, bytes } = await openInput(input, signal);
    const told = await readTelemetry(
      stream,
      input.name,
      dictionaries,
      {
        batch: onBatch,
        progress: ({ bytes: bytesDone, rows, refused }) =>
          onProgress({
            stage: 'reading',
            file: input.name,
            bytesDone,
            bytesTotal: bytes,
            rows,
            refused,
          }),
      },
      signal,
    );
    files.push(...readFilesOf(input.name, bytes, told));
    servers.push(...told.servers);
  }
  return { files, servers };
}

async function readLists(inputs: readonly InputFile[], signal?: AbortSignal): Promise<C2Server[]> {
  const servers: C2Server[] = [];
  for (const input of inputs) {
    const { stream } = await openInput(input, signal);
    servers.push(...(await readC2List(stream, input.name, signal)));
  }
  return servers;
}

/** Which families of addresses there are. */
interface Needs {
  four: boolean;
  six: boolean;
}

function isNeeded({ input, opened }: HeldDatabase, { four, six }: Needs): boolean {
  if (opened) return false;
  return input.family === undefined || (input.family === 4 ? four : six);
}

/** Fetches databases, each once: some while the telemetry is still being read. */
class DatabaseFetcher {
  /** Hears of progress once somebody waits for the bytes. */
  private onProgress: OnProgress = () => undefined;
  private readonly fetches = new Map<InputFile, Promise<Uint8Array<ArrayBuffer>>>();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** Begins to fetch what is needed and not under way. */
  begin(held: readonly HeldDatabase[], needs: Needs): void {
    for (const entry of held) {
      const { input } = entry;
      if (!isNeeded(entry, needs) || this.fetches.has(input)) continue;
      const told = { stage: 'database' as const, file: input.name, rows: 0, refused: 0 };
      const fetching = fetchDatabase(
        input,
        (bytesDone, bytesTotal) => this.onProgress({ ...told, bytesDone, bytesTotal }),
        this.signal,
      );
      // Whoever opens the database hears of a failure.
      fetching.catch(() => undefined);
      this.fetches.set(input, fetching);
    }
  }

  /** Opens what is needed for the addresses that there are. */
  async open(
    held: readonly HeldDatabase[],
    needs: Needs,
    onProgress: OnProgress,
  ): Promise<HeldDatabase[]> {
    this.onProgress = onProgress;
    this.begin(held, needs);
    const result: HeldDatabase[] = [];
    for (const entry of held) {
      const { input } = entry;
      const bytes = isNeeded(entry, needs) ? await this.fetches.get(input) : undefined;
      this.signal?.throwIfAborted();
      if (!bytes) {
        result.push(entry);
        continue;
      }
      const opened = openDatabase(bytes, input.name);
      result.push({ input, opened, info: opened.info });
    }
    return result;
  }
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

/** What of the old holding a request builds on. */
function basisOf(request: LoadRequest, held: Holding) {
  const replaces = request.telemetry.length > 0 && request.mode === 'replace';
  const ended = replaces && held.reconstruction;
  const sameKind = held.reconstruction === request.reconstruction;
  return {
    files: replaces ? [] : held.files,
    grouped: replaces ? null : held.grouped,
    dictionaries: replaces ? makeDictionaries() : held.dictionaries,
    listed: ended ? [] : held.listed,
    databases: ended || !sameKind ? [] : held.databases,
  };
}

/** Groups new hits together with the old ones; empties the list of batches. */
function regroup(old: GroupedHits | null, batches: HitColumns[]): GroupedHits {
  if (old && batches.length === 0) return old;
  if (old && old.hits.length > 0) batches.unshift(ungroupHits(old));
  return groupHits(batches);
}

/**
 * Carries out a request on top of what is held.
 * @throws InputError where an input cannot be used, AbortError; what is held stays as it is
 */
export async function carryOut(
  request: LoadRequest,
  held: Holding,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<Holding> {
  const basis = basisOf(request, held);
  const { dictionaries } = basis;
  const wanted = mergeDatabases(basis.databases, request.databases);
  const fetcher = new DatabaseFetcher(signal);
  const batches: HitColumns[] = [];
  const keep = (batch: HitColumns) => {
    batches.push(batch);
    fetcher.begin(wanted, { four: batch.addressFamily[0] === 4, six: false });
  };
  const { files, servers } = await readFiles(request, dictionaries, keep, onProgress, signal);
  const lists = await readLists(request.servers, signal);
  const listed = mergeServers(basis.listed, [...servers, ...lists]);
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const told = { file: files[0]?.name ?? '', bytesDone: 1, bytesTotal: 1, rows, refused: 0 };
  onProgress({ stage: 'counting', ...told });
  const grouped = regroup(basis.grouped, batches);
  signal?.throwIfAborted();
  const needs = {
    four: grouped.length4 > 0 || listed.length > 0,
    six: grouped.address6.length > 0,
  };
  const databases = await fetcher.open(wanted, needs, onProgress);
  onProgress({ stage: 'locating', ...told });
  const opened = databases.flatMap((entry) => (entry.opened ? [entry.opened] : []));
  const located = locateHosts(grouped, opened);
  signal?.throwIfAborted();
  return {
    files: [...basis.files, ...files],
    grouped,
    located,
    databases,
    listed,
    servers: placeServers(listed, opened),
    reconstruction: request.reconstruction,
    dictionaries,
  };
}
