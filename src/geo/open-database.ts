import { InputError } from '../model/input-error.ts';
import type { DatabaseInfo } from '../model/source.ts';
import type { AddressRanges } from './address-ranges.ts';
import { BulkLookup } from './bulk-lookup.ts';
import { FlatPlaces } from './flat-places.ts';
import { FLAT_VERSION, type FlatDatabase } from './flat-database.ts';
import { makeRecordDecoder, openMmdb, type DecodeRecord } from './open-mmdb.ts';
import type { PlaceTable } from './place-table.ts';
import { readFields, recogniseSchema, type GeoRecord, type RecordSchema } from './record-schema.ts';
import { countNetworks, sampleIds } from './search-tree.ts';

export type { GeoRecord } from './record-schema.ts';

const SAMPLES = 200;

/** Some records, without the damaged ones. */
function recordsOf(ids: Iterable<number>, decode: DecodeRecord): unknown[] {
  return [...ids].flatMap((id) => {
    try {
      return [decode(id)];
    } catch (error) {
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}

/** What a database is made of, however it was opened. */
interface Parts {
  info: DatabaseInfo;
  schema: RecordSchema;
  /** Bytes of the MMDB, while they are needed. */
  bytes: Uint8Array | null;
  data: Uint8Array;
  samples: Uint32Array;
}

/**
 * A location or network database. Lookups give an id an address: 0 where the database has none, else the id of a
 * record, the same for every network that shares the record. Damage never throws there: such an id throws an
 * InputError from `record`.
 */
export class GeoDatabase {
  readonly info: DatabaseInfo;
  private readonly lookup: BulkLookup;
  private decode: DecodeRecord;

  /** Made by `openDatabase` and `openFlatDatabase`. */
  constructor(
    private readonly parts: Parts,
    makeLookup: (onFlattened: () => void) => BulkLookup,
  ) {
    this.info = parts.info;
    this.decode = makeRecordDecoder(parts.data, parts.info.name, readFields);
    this.lookup = makeLookup(() => this.dropTree());
  }

  /**
   * Ids of IPv4 addresses in ascending order.
   * @param expected how many will be asked for in all, where these are not all
   */
  locate4(sorted: Uint32Array, expected = 0): Uint32Array {
    return this.lookup.locate4(sorted, expected);
  }

  /** Ids of IPv6 addresses of four words each, in ascending order; `expected` as for IPv4. */
  locate6(sortedWords: Uint32Array, expected = 0): Uint32Array {
    return this.lookup.locate6(sortedWords, expected);
  }

  /** The record of an id, decoded anew at every call. */
  record(id: number): GeoRecord {
    return this.parts.schema.read(this.decode(id));
  }

  /** Reads the places of records into a table without decoding the rest; null where records hold more than a place. */
  placesInto(table: PlaceTable): FlatPlaces | null {
    const { schema, data } = this.parts;
    return schema.isFlatPlace ? new FlatPlaces(data, table) : null;
  }

  /** All ranges of addresses with the ids of their records, by family. */
  ranges(): Record<'four' | 'six', AddressRanges> {
    return this.lookup.ranges();
  }

  /** The bytes of the MMDB; null where they are gone, the database being flattened. */
  get bytes(): Uint8Array | null {
    return this.parts.bytes;
  }

  /** Flattens now, and lets go of the search tree; null for a tree that cannot be flattened. */
  flatten(): FlatDatabase | null {
    const tables = this.lookup.flatten();
    const { info, data, samples } = this.parts;
    return tables && { version: FLAT_VERSION, info, tables, data, samples };
  }

  /** Goes on with the flattened form of the same database, and lets go of the search tree. */
  adopt({ tables, data }: FlatDatabase): void {
    if (!this.parts.bytes) return;
    this.parts.data = data;
    this.lookup.adopt(tables);
  }

  /** Keeps of the MMDB only what records are decoded from. */
  private dropTree(): void {
    const { parts } = this;
    if (!parts.bytes) return;
    if (parts.data.buffer === parts.bytes.buffer) parts.data = parts.data.slice();
    parts.bytes = null;
    this.decode = makeRecordDecoder(parts.data, parts.info.name, readFields);
  }
}

/**
 * Opens the bytes of an MMDB of places or networks. The bytes are kept, not copied, until the database is flattened.
 * @param name file name as the user knows it
 * @throws InputError where the bytes are no MMDB, a damaged one, or one without places and networks
 */
export function openDatabase(bytes: Uint8Array, name: string): GeoDatabase {
  const { tree, type, description, built, data, decode } = openMmdb(bytes, name);
  const samples = Uint32Array.from(sampleIds(tree, SAMPLES));
  const schema = recogniseSchema(type, recordsOf(samples, decode), name);
  const info: DatabaseInfo = {
    name,
    type,
    role: schema.role,
    built,
    networks: countNetworks(tree),
    ipVersion: tree.ipVersion,
    needsDbIpAttribution: /db-?ip/i.test(`${type} ${description} ${name}`),
  };
  const parts = { info, schema, bytes, data, samples };
  return new GeoDatabase(parts, (onFlattened) => new BulkLookup(tree, null, onFlattened));
}

/**
 * Opens a flattened database; its arrays are used where they lie.
 * @throws InputError where it is of another version
 */
export function openFlatDatabase(flat: FlatDatabase): GeoDatabase {
  const { version, info, tables, data, samples } = flat;
  if (version !== FLAT_VERSION) {
    throw new InputError(
      `The flattened form of ${info.name} is of version ${version}.`,
      `version ${FLAT_VERSION}.`,
    );
  }
  const decode = makeRecordDecoder(data, info.name);
  const schema = recogniseSchema(info.type, recordsOf(samples, decode), info.name);
  const parts = { info, schema, bytes: null, data, samples };
  return new GeoDatabase(parts, () => new BulkLookup(null, tables));
}
