import type { OnShare } from '../model/source.ts';
import { measureAddressSpace, type AddressSpace } from '../geo/address-space.ts';
import type { GeoDatabase } from '../geo/open-database.ts';
import type { HeldDatabase } from './database-fetcher.ts';
import { ownDatabases } from './own-databases.ts';

/** A sum that is under way, and who waits for it. */
interface Measured {
  controller: AbortController;
  /** Infinite once it is done. */
  waiting: number;
  share: number;
  /** Those who want to hear what share is done. */
  listeners: Set<OnShare>;
  space: Promise<AddressSpace>;
}

/** The databases that were used for what is held, opened where they are not. */
export async function openedDatabases(
  databases: readonly HeldDatabase[],
  signal?: AbortSignal,
): Promise<GeoDatabase[]> {
  const opened: GeoDatabase[] = [];
  for (const { input, opened: open } of inUse(databases)) {
    opened.push(open ?? (await ownDatabases.open(input, () => undefined, signal)));
    signal?.throwIfAborted();
  }
  return opened;
}

async function measure(databases: readonly HeldDatabase[], signal: AbortSignal, onShare: OnShare) {
  return measureAddressSpace(await openedDatabases(databases, signal), signal, onShare);
}

/** Those that were used for what is held: others, of a family without addresses, were never opened. */
function inUse(databases: readonly HeldDatabase[]): HeldDatabase[] {
  return databases.filter(({ opened, info }) => opened !== null || info !== null);
}

/**
 * The addresses that databases put where, counted when somebody first asks and kept until other databases are in use. It
 * ends where everybody who asked has gone away.
 */
export class SpaceOfHolding {
  private latest: Measured | null = null;
  private held: readonly HeldDatabase[] = [];

  /**
   * @param onShare hears what share is done while it is counted
   * @throws AbortError, InputError where a database is no longer to be had
   */
  async of(
    databases: readonly HeldDatabase[],
    signal?: AbortSignal,
    onShare: OnShare = () => undefined,
  ): Promise<AddressSpace> {
    signal?.throwIfAborted();
    const used = inUse(databases);
    const isSame =
      this.held.length === used.length &&
      used.every(({ input }, i) => this.held[i]!.input === input);
    if (!this.latest || !isSame || this.latest.controller.signal.aborted) this.begin(used);
    const measured = this.latest!;
    measured.waiting++;
    if (measured.waiting < Infinity) onShare(measured.share);
    measured.listeners.add(onShare);
    const leave = () => {
      if (--measured.waiting === 0) measured.controller.abort();
    };
    signal?.addEventListener('abort', leave);
    try {
      const space = await measured.space;
      // From here on it is there, whoever goes away.
      measured.waiting = Infinity;
      signal?.throwIfAborted();
      return space;
    } catch (error) {
      if (this.latest === measured) this.latest = null;
      throw error;
    } finally {
      signal?.removeEventListener('abort', leave);
      measured.listeners.delete(onShare);
    }
  }

  private begin(used: HeldDatabase[]): void {
    const controller = new AbortController();
    const listeners = new Set<OnShare>();
    const space = measure(used, controller.signal, (share) => {
      begun.share = share;
      for (const listener of listeners) listener(share);
    });
    const begun: Measured = { controller, waiting: 0, share: 0, listeners, space };
    // Whoever waits hears of a failure.
    space.catch(() => undefined);
    this.held = used;
    this.latest = begun;
  }
}
