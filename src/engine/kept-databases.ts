import { FLAT_VERSION, type FlatDatabase } from '../geo/flat-database.ts';
import { arraysOf } from '../geo/prefix-table.ts';
import { KeptStates, type Folder } from './kept-states.ts';
import { pack, unpack } from './pack.ts';
import { openPrivateFolder } from './private-folder.ts';

/** What the file of a database holds. */
interface KeptFile {
  /** Address with its version. */
  url: string;
  /** Of all arrays, so that damage is seen before it misplaces a host. */
  checksum: string;
  flat: FlatDatabase;
}

/** Two running sums over the words of arrays, modulo 2^32, as text (Fletcher, An arithmetic checksum, 1982). */
function checksumOf({ tables, data, samples }: FlatDatabase): string {
  let sum = 0;
  let sums = 0;
  for (const { buffer, byteOffset, byteLength } of [...arraysOf(tables), samples, data]) {
    const words = new Uint32Array(buffer, byteOffset, byteLength >>> 2);
    for (let i = 0; i < words.length; i++) {
      sum = (sum + words[i]!) | 0;
      sums = (sums + sum) | 0;
    }
    for (const byte of new Uint8Array(buffer, byteOffset + words.byteLength, byteLength & 3)) {
      sum = (sum + byte) | 0;
      sums = (sums + sum) | 0;
    }
    sums = (sums + byteLength) | 0;
  }
  return `${sum} ${sums}`;
}

/** The address without its version, as the beginning of a file's name: FNV-1a (Fowler, Noll, Vo). */
function prefixOf(url: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(url.split('?')[0])) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return `${(hash >>> 0).toString(16).padStart(8, '0')}-`;
}

const PREFIX = /^[0-9a-f]{8}-/;

/** The files of a folder whose names begin alike, as a folder. */
function partOf(folder: Folder, prefix: string): Folder {
  return {
    names: async () =>
      (await folder.names()).flatMap((name) =>
        name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
      ),
    read: (name) => folder.read(prefix + name),
    write: (name, parts) => folder.write(prefix + name, parts),
    remove: (name) => folder.remove(prefix + name),
  };
}

/**
 * Keeps flattened databases in a folder, by their address: one version of each. A file counts only once it is sealed,
 * as a state is; one that is damaged, of another version or another address does as if it were not there.
 */
export class KeptDatabases {
  constructor(
    private readonly folder: Folder,
    private readonly now: () => number,
  ) {}

  private states(prefix: string): KeptStates {
    return new KeptStates(partOf(this.folder, prefix), this.now);
  }

  /** The database that was kept for an address, its arrays views of the file's bytes; null for none. Never rejects. */
  async read(url: string): Promise<FlatDatabase | null> {
    try {
      const bytes = await this.states(prefixOf(url)).read();
      if (!bytes) return null;
      const kept = unpack(bytes) as KeptFile;
      const isThis = kept.url === url && kept.flat.version === FLAT_VERSION;
      return isThis && kept.checksum === checksumOf(kept.flat) ? kept.flat : null;
    } catch (error) {
      console.warn(`The kept form of ${url} cannot be read and is made again.`, error);
      return null;
    }
  }

  /** Keeps a database in place of other versions of the same address. */
  async write(url: string, flat: FlatDatabase): Promise<void> {
    const kept: KeptFile = { url, checksum: checksumOf(flat), flat };
    await this.states(prefixOf(url)).write(pack(kept));
  }

  /** Bytes of all that is kept. */
  async bytes(): Promise<number> {
    const names = await this.folder.names();
    const prefixes = new Set(names.flatMap((name) => PREFIX.exec(name) ?? []));
    let sum = 0;
    for (const prefix of prefixes) sum += (await this.states(prefix).info())?.bytes ?? 0;
    return sum;
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    for (const name of await this.folder.names()) await this.folder.remove(name);
  }
}

/** Those of this browser; null where it has no private files. */
export async function openKeptDatabases(): Promise<KeptDatabases | null> {
  const folder = await openPrivateFolder('databases');
  return folder && new KeptDatabases(folder, Date.now);
}
