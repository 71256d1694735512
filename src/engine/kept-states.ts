/** A folder that outlives the page: the origin-private file system, or its like in a test. */
export interface Folder {
  names(): Promise<string[]>;
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Writes parts one after another; resolves once all of them are stored. */
  write(name: string, parts: Iterable<Uint8Array<ArrayBuffer>>): Promise<void>;
  remove(name: string): Promise<void>;
}

interface Seal {
  bytes: number;
  /** When it was kept, milliseconds since 1970 UTC. */
  kept: number;
}

const number = (name: string) => Number(/^(?:state|seal)-(\d+)$/.exec(name)?.[1] ?? -1);

/** A seal that was written to its end, else null. */
function readSeal(bytes: Uint8Array | null): Seal | null {
  const text = bytes ? new TextDecoder().decode(bytes) : '';
  if (!text.endsWith('}\n')) return null;
  try {
    const seal = JSON.parse(text) as Seal;
    return seal.bytes > 0 && seal.kept > 0 ? seal : null;
  } catch {
    return null;
  }
}

/**
 * Keeps one state in a folder. A state is written under a new number and counts only once its seal is written after it;
 * the one before is removed last. So an interruption at any byte leaves the state before, or none, never half of one.
 */
export class KeptStates {
  /** Here, writing and forgetting take turns: what is forgotten while it is written must not come back. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: Folder,
    private readonly now: () => number,
  ) {}

  /** Number and seal of the latest whole state. */
  private async latest(): Promise<{ at: number; seal: Seal } | null> {
    const names = await this.folder.names();
    const seals = names.filter((name) => name.startsWith('seal-'));
    for (const name of seals.sort((a, b) => number(b) - number(a))) {
      const seal = readSeal(await this.folder.read(name));
      if (seal && names.includes(`state-${number(name)}`)) return { at: number(name), seal };
    }
    return null;
  }

  /** Size and time of the state that is kept; null for none. */
  async info(): Promise<Seal | null> {
    return (await this.latest())?.seal ?? null;
  }

  /** The bytes of the state that is kept; null for none. */
  async read(): Promise<Uint8Array<ArrayBuffer> | null> {
    const found = await this.latest();
    const bytes = found && (await this.folder.read(`state-${found.at}`));
    return bytes && bytes.length === found.seal.bytes ? bytes : null;
  }

  /** Keeps a state in place of the one before. Where it fails, the one before is still kept. */
  write(parts: readonly Uint8Array<ArrayBuffer>[]): Promise<Seal> {
    return this.inTurn(() => this.writeNow(parts));
  }

  /** Forgets everything, seals first; also what is being written at the moment. */
  clear(): Promise<void> {
    return this.inTurn(async () => {
      const names = await this.folder.names();
      for (const name of names.sort()) await this.folder.remove(name);
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private async writeNow(parts: readonly Uint8Array<ArrayBuffer>[]): Promise<Seal> {
    const names = await this.folder.names();
    const at = Math.max(0, ...names.map(number)) + 1;
    const bytes = parts.reduce((sum, { length }) => sum + length, 0);
    const seal: Seal = { bytes, kept: this.now() };
    try {
      await this.folder.write(`state-${at}`, parts);
      const words = new TextEncoder().encode(`${JSON.stringify(seal)}\n`);
      await this.folder.write(`seal-${at}`, [words]);
    } catch (error) {
      await this.folder.remove(`seal-${at}`).catch(() => undefined);
      await this.folder.remove(`state-${at}`).catch(() => undefined);
      throw error;
    }
    for (const name of names) await this.folder.remove(name).catch(() => undefined);
    return seal;
  }
}
