import type { FlatDatabase } from '../geo/flat-database.ts';
import { openDatabase, openFlatDatabase, type GeoDatabase } from '../geo/open-database.ts';
import type { InputFile } from '../model/source.ts';
import { fetchDatabase, forgetFetched } from './fetch-bytes.ts';
import { keepElsewhere } from './flatten-client.ts';
import { openKeptDatabases, type KeptDatabases } from './kept-databases.ts';

/** A database of the page's own origin, which has an address with a version. */
export type OwnInput = Extract<InputFile, { url: string }>;

/** Only what has a version in its address can be kept by it; the reconstruction's is small and has none. */
function isOwn(input: InputFile): input is OwnInput {
  return 'url' in input && input.family !== undefined;
}

/** What opening needs of the world around it. */
export interface Surroundings {
  openKept: () => Promise<KeptDatabases | null>;
  /** Flattens and keeps a database where that disturbs nobody. */
  keep: (input: OwnInput, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Opens databases, and sees to it that those of the page's own origin are opened at once in a later visit: they are
 * kept flattened in the browser's private files.
 */
export class OwnDatabases {
  private kept: Promise<KeptDatabases | null> | null = null;
  /** Opened from their MMDB in this visit, by address. */
  private readonly fresh = new Map<string, { input: OwnInput; database: GeoDatabase }>();
  private keeping = new AbortController();
  /** Keeping and forgetting, one after the other. */
  private underWay: Promise<void> = Promise.resolve();

  constructor(private readonly around: Surroundings) {}

  private store(): Promise<KeptDatabases | null> {
    return (this.kept ??= this.around.openKept());
  }

  /**
   * Opens a database: flattened, where it was kept, else from its bytes.
   * @param onBytes hears how many bytes were read, and of how many
   * @throws InputError where it cannot be fetched or is none, AbortError
   */
  async open(
    input: InputFile,
    onBytes: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<GeoDatabase> {
    if (!isOwn(input)) return openDatabase(await fetchDatabase(input, onBytes, signal), input.name);
    const keeping = this.keeping.signal;
    const flat = await (await this.store())?.read(input.url);
    signal?.throwIfAborted();
    if (flat) return openFlatDatabase(flat);
    const database = openDatabase(await fetchDatabase(input, onBytes, signal), input.name);
    // What was begun before everything was to be forgotten is not kept.
    if (!keeping.aborted) this.fresh.set(input.url, { input, database });
    return database;
  }

  /**
   * Keeps what was opened from an MMDB in this visit. Each database then goes on with its flattened form, and its MMDB
   * is let go, from memory and from the browser's cache.
   */
  keepOpened(): Promise<void> {
    return this.inTurn(() => this.keepFresh());
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.underWay.then(work);
    this.underWay = done.catch(() => undefined);
    return done;
  }

  private async keepFresh(): Promise<void> {
    const store = await this.store();
    const { signal } = this.keeping;
    const waiting = [...this.fresh.values()];
    this.fresh.clear();
    if (!store) return;
    for (const { input, database } of waiting) {
      if (signal.aborted) return;
      const flat = await this.keepOne(store, input, signal);
      if (flat) database.adopt(flat);
    }
  }

  private async keepOne(
    store: KeptDatabases,
    input: OwnInput,
    signal: AbortSignal,
  ): Promise<FlatDatabase | null> {
    try {
      await this.around.keep(input, signal);
    } catch (error) {
      if (!signal.aborted) console.warn(`${input.name} could not be kept.`, error);
      return null;
    }
    return signal.aborted ? null : store.read(input.url);
  }

  /** Bytes of all that is kept. */
  async bytes(): Promise<number> {
    return (await (await this.store())?.bytes()) ?? 0;
  }

  /** Forgets what is kept, and what is being kept. */
  forget(): Promise<void> {
    this.keeping.abort();
    this.keeping = new AbortController();
    this.fresh.clear();
    return this.inTurn(async () => {
      await (await this.store())?.clear();
      await forgetFetched();
    });
  }
}

/** Those of this browser. */
export const ownDatabases = new OwnDatabases({ openKept: openKeptDatabases, keep: keepElsewhere });
