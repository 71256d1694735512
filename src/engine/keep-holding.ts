import type { FlatDatabase } from '../geo/flat-database.ts';
import { openFlatDatabase } from '../geo/open-database.ts';
import type { DatabaseInfo, InputFile } from '../model/source.ts';
import { ByteDictionary, type DictionaryState } from '../telemetry/dictionaries.ts';
import type { HeldDatabase } from './database-fetcher.ts';
import type { Holding } from './load.ts';
import { pack, unpack } from './pack.ts';

/** Grows whenever what is kept has another shape: older files are then forgotten. */
const VERSION = 5;

/** A database that can be had again: fetched from the page's own origin, or with its bytes or its flattened form. */
interface KeptDatabase {
  name: string;
  family: 4 | 6 | null;
  url: string | null;
  bytes: Uint8Array | null;
  flat: FlatDatabase | null;
  info: DatabaseInfo | null;
}

interface KeptHolding extends Omit<Holding, 'databases' | 'dictionaries'> {
  version: number;
  databases: KeptDatabase[];
  dictionaries: { machine: DictionaryState; family: DictionaryState; server: DictionaryState };
}

function keptDatabases(held: readonly HeldDatabase[]): KeptDatabase[] {
  return held.flatMap(({ input, opened, info }) => {
    const url = 'url' in input ? input.url : null;
    const own = url === null ? opened : null;
    const bytes = own?.bytes ?? null;
    const flat = own && !bytes ? own.flatten() : null;
    if (url === null && !bytes && !flat) return [];
    return [{ name: input.name, family: input.family ?? null, url, bytes, flat, info }];
  });
}

function heldDatabase({ name, family, url, bytes, flat, info }: KeptDatabase): HeldDatabase {
  const read = () => Promise.resolve(new Uint8Array(bytes ?? []));
  const input: InputFile = {
    name,
    ...(family === null ? {} : { family }),
    ...(url === null ? { read } : { url }),
  };
  return { input, opened: flat && openFlatDatabase(flat), info };
}

/** All that an engine holds as parts of a file; databases of the page's own origin by their address. */
export function packHolding(holding: Holding): Uint8Array<ArrayBuffer>[] {
  const { machine, family, server } = holding.dictionaries;
  const kept: KeptHolding = {
    ...holding,
    version: VERSION,
    databases: keptDatabases(holding.databases),
    dictionaries: { machine: machine.state(), family: family.state(), server: server.state() },
  };
  return pack(kept);
}

/**
 * What such a file holds. Databases that are not flattened are opened again only when more is loaded.
 * @throws Error where the file is of another version
 */
export function unpackHolding(bytes: Uint8Array<ArrayBuffer>): Holding {
  const { version, ...kept } = unpack(bytes) as KeptHolding;
  if (version !== VERSION) throw new Error('The kept file is of another version.');
  const { machine, family, server } = kept.dictionaries;
  return {
    ...kept,
    databases: kept.databases.map(heldDatabase),
    dictionaries: {
      machine: ByteDictionary.of(machine),
      family: ByteDictionary.of(family),
      server: ByteDictionary.of(server),
    },
  };
}
