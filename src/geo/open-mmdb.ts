import './buffer-global.ts';
import { parseMetadata } from 'mmdb-lib/lib/metadata.js';
import { InputError } from '../model/input-error.ts';
import { decodeValue, makeSection } from './decode-value.ts';
import { METADATA_MARKER_LENGTH, checkMetadata, checkShape } from './mmdb-metadata.ts';
import { BROKEN, makeSearchTree, type SearchTree } from './search-tree.ts';

/** An MMDB of whatever contents. */
export interface Mmdb {
  name: string;
  type: string;
  description: string;
  /** Build time, milliseconds since 1970 UTC. */
  built: number;
  tree: SearchTree;
  /** The bytes that records are decoded from. */
  data: Uint8Array;
  decode: DecodeRecord;
}

/**
 * The record of an id that a lookup gave, decoded anew at each call; null for 0.
 * @throws InputError where the record is damaged
 */
export type DecodeRecord = (id: number) => unknown;

/**
 * Decodes the records of a data section by the ids of `SearchTree`.
 * @param wanted where given, the only fields of a record that are decoded
 */
export function makeRecordDecoder(
  data: Uint8Array,
  name: string,
  wanted: ReadonlySet<string> | null = null,
): DecodeRecord {
  const section = makeSection(data, 0, data.length, name);
  return (id) => {
    if (id === 0) return null;
    if (id === BROKEN || id > data.length) {
      throw new InputError(
        `${name}: a branch of the search tree leads outside the data.`,
        'a record; the file is damaged, fetch it again.',
      );
    }
    return decodeValue(section, id - 1, wanted);
  };
}

function words(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).join(' ') : '';
}

/** Metadata as mmdb-lib reads it, checked. */
function readMetadata(buffer: Buffer, name: string) {
  const start = checkMetadata(buffer, name);
  try {
    const metadata = parseMetadata(buffer);
    checkShape(metadata, start, name);
    return { metadata, start };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `${name} has metadata that cannot be read (${error instanceof Error ? error.message : ''}).`,
      'a MaxMind database (.mmdb) of format 2.',
    );
  }
}

/**
 * Opens the bytes of an MMDB, which are kept and not copied.
 * @throws InputError where they are no MMDB, or one that is cut off or damaged in its metadata
 */
export function openMmdb(bytes: Uint8Array, name: string): Mmdb {
  const buffer = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  const { metadata, start } = readMetadata(buffer, name);
  const base = metadata.searchTreeSize + 16;
  const data = bytes.subarray(base, start - METADATA_MARKER_LENGTH);
  const tree = makeSearchTree(
    bytes,
    {
      nodeCount: metadata.nodeCount,
      recordSize: metadata.recordSize,
      ipVersion: metadata.ipVersion === 4 ? 4 : 6,
    },
    data.length,
  );
  return {
    name,
    type: String(metadata.databaseType),
    description: words(metadata.description),
    built: metadata.buildEpoch.getTime() || 0,
    tree,
    data,
    decode: makeRecordDecoder(data, name),
  };
}
