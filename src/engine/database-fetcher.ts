import type { GeoDatabase } from '../geo/open-database.ts';
import type { DatabaseInfo, InputFile, LoadProgress } from '../model/source.ts';
import { ownDatabases } from './own-databases.ts';

/** A database in use; opened when it is first needed. */
export interface HeldDatabase {
  input: InputFile;
  opened: GeoDatabase | null;
  /** What it is, once it was opened; it may have been in an earlier visit. */
  info: DatabaseInfo | null;
}

/** Which families of addresses there are. */
export interface Needs {
  four: boolean;
  six: boolean;
}

type OnProgress = (progress: LoadProgress) => void;

function isNeeded({ input, opened }: HeldDatabase, { four, six }: Needs): boolean {
  if (opened) return false;
  return input.family === undefined || (input.family === 4 ? four : six);
}

/** Fetches and opens databases, each once: while the telemetry is still being read. */
export class DatabaseFetcher {
  /** Hears of progress once somebody waits for the bytes. */
  private onProgress: OnProgress = () => undefined;
  private readonly opening = new Map<InputFile, Promise<GeoDatabase>>();
  private readonly opened = new Map<InputFile, GeoDatabase>();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** Begins to fetch what is needed and not under way. */
  begin(held: readonly HeldDatabase[], needs: Needs): void {
    for (const entry of held) {
      const { input } = entry;
      if (!isNeeded(entry, needs) || this.opening.has(input)) continue;
      const opening = this.open(input);
      // Whoever waits for the database hears of a failure.
      opening.catch(() => undefined);
      this.opening.set(input, opening);
    }
  }

  private async open(input: InputFile): Promise<GeoDatabase> {
    const told = { stage: 'database' as const, file: input.name, rows: 0, refused: 0 };
    const opened = await ownDatabases.open(
      input,
      (bytesDone, bytesTotal) => this.onProgress({ ...told, bytesDone, bytesTotal }),
      this.signal,
    );
    this.opened.set(input, opened);
    return opened;
  }

  /** What is needed, opened; null where something of it is not there yet. */
  ready(held: readonly HeldDatabase[], needs: Needs): HeldDatabase[] | null {
    this.begin(held, needs);
    const isThere = (entry: HeldDatabase) =>
      !isNeeded(entry, needs) || this.opened.has(entry.input);
    return held.every(isThere) ? held.map((entry) => this.withOpened(entry)) : null;
  }

  /**
   * Waits until all that is needed is open.
   * @throws InputError where a database cannot be had or used, AbortError
   */
  async wait(
    held: readonly HeldDatabase[],
    needs: Needs,
    onProgress: OnProgress,
  ): Promise<HeldDatabase[]> {
    this.onProgress = onProgress;
    this.begin(held, needs);
    for (const entry of held) {
      if (isNeeded(entry, needs)) await this.opening.get(entry.input);
      this.signal?.throwIfAborted();
    }
    return held.map((entry) => this.withOpened(entry));
  }

  private withOpened(entry: HeldDatabase): HeldDatabase {
    const opened = this.opened.get(entry.input);
    return opened ? { input: entry.input, opened, info: opened.info } : entry;
  }
}
