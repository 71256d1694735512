import { InputError } from '../model/input-error.ts';
import type { DatabaseInfo } from '../model/source.ts';
import { makeBulkLookup, type BulkLookup } from './bulk-lookup.ts';
import { openMmdb, type Mmdb } from './open-mmdb.ts';
import { recogniseSchema, type GeoRecord } from './record-schema.ts';
import { countNetworks, sampleIds, type SearchTree } from './search-tree.ts';

/**
 * A location or network database. `locate4` takes sorted 32-bit addresses, `locate6` sorted addresses of four words
 * each; both give an id an address: 0 where the database has none, else the id of a record, the same for every network
 * that shares the record. Damage never throws there: such an id throws an InputError from `record`.
 */
export interface GeoDatabase extends BulkLookup {
  info: DatabaseInfo;
  tree: SearchTree;
  /** The record of an id, decoded anew at every call. */
  record: (id: number) => GeoRecord;
}

export type { GeoRecord } from './record-schema.ts';

const SAMPLES = 200;

/** Some records of all over the tree, without the damaged ones. */
function samplesOf(mmdb: Mmdb): unknown[] {
  return sampleIds(mmdb.tree, SAMPLES).flatMap((id) => {
    try {
      return [mmdb.decode(id)];
    } catch (error) {
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}

/**
 * Opens the bytes of an MMDB of places or networks. The bytes are kept, not copied.
 * @param name file name as the user knows it
 * @throws InputError where the bytes are no MMDB, a damaged one, or one without places and networks
 */
export function openDatabase(bytes: Uint8Array, name: string): GeoDatabase {
  const mmdb = openMmdb(bytes, name);
  const schema = recogniseSchema(mmdb.type, samplesOf(mmdb), name);
  return {
    ...makeBulkLookup(mmdb.tree),
    tree: mmdb.tree,
    info: {
      name,
      type: mmdb.type,
      role: schema.role,
      built: mmdb.built,
      networks: countNetworks(mmdb.tree),
      ipVersion: mmdb.tree.ipVersion,
      needsDbIpAttribution: /db-?ip/i.test(`${mmdb.type} ${mmdb.description} ${name}`),
    },
    record: (id) => schema.read(mmdb.decode(id)),
  };
}
