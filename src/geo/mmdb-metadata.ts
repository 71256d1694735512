import { InputError } from '../model/input-error.ts';
import { decodeValue, makeSection } from './decode-value.ts';

/** "\xab\xcd\xefMaxMind.com": begins the metadata, within the last 128 KiB of the file. */
const marker = [0xab, 0xcd, 0xef, ...new TextEncoder().encode('MaxMind.com')];
export const METADATA_MARKER_LENGTH = marker.length;
const TAIL = 128 * 1024;

/** Offset of the metadata after its marker; -1 where there is none. */
export function findMetadata(bytes: Uint8Array): number {
  const lowest = Math.max(0, bytes.length - TAIL);
  for (let start = bytes.length - marker.length; start >= lowest; start--) {
    if (marker.every((byte, index) => bytes[start + index] === byte)) return start + marker.length;
  }
  return -1;
}

/** What the bytes of a file that is no database look like, in words. */
function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file';
  const size = `${bytes.length.toLocaleString('en')} bytes`;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return `a gzip archive (${size})`;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return `a zip archive (${size})`;
  const head = bytes.subarray(0, 60);
  if (head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13)) {
    const text = new TextDecoder().decode(head).split(/\r?\n/)[0] ?? '';
    return `${/[,;\t]/.test(text) ? 'CSV text' : 'text'} (${size}) that begins "${text}"`;
  }
  const hex = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `${size} that begin ${hex.join(' ')}`;
}

/**
 * Checks that a file has metadata that can be decoded; the offset where the metadata begins.
 * @throws InputError saying what the file looks like instead
 */
export function checkMetadata(bytes: Uint8Array, name: string): number {
  const start = findMetadata(bytes);
  if (start < 0) {
    throw new InputError(
      `${name} is ${describeBytes(bytes)}, without the metadata of a MaxMind database.`,
      'a database file (.mmdb) such as GeoLite2 City, GeoLite2 ASN or DB-IP City Lite, unpacked.',
    );
  }
  decodeValue(makeSection(bytes, start, bytes.length, name), start);
  if (bytes[start]! >> 5 !== 7) {
    throw new InputError(`${name} has metadata that is no map.`, 'a MaxMind database (.mmdb).');
  }
  return start;
}

/** The numbers of the metadata that the search tree is read by. */
export interface TreeShape {
  nodeCount: number;
  recordSize: number;
  ipVersion: number;
}

/**
 * Checks that the tree that the metadata tells of fits into the file.
 * @param metadataStart offset where the metadata begins
 * @throws InputError
 */
export function checkShape(shape: TreeShape, metadataStart: number, name: string): void {
  const { nodeCount, recordSize, ipVersion } = shape;
  const whole = 'a MaxMind database (.mmdb) that was fetched whole.';
  if (recordSize !== 24 && recordSize !== 28 && recordSize !== 32) {
    throw new InputError(`${name} has records of ${recordSize} bits.`, '24, 28 or 32 bits.');
  }
  if (ipVersion !== 4 && ipVersion !== 6) {
    throw new InputError(`${name} is for IP version ${ipVersion}.`, 'version 4 or 6.');
  }
  const room = metadataStart - METADATA_MARKER_LENGTH;
  const fits = Number.isInteger(nodeCount) && nodeCount > 0;
  if (!fits || (nodeCount * recordSize) / 4 + 16 > room) {
    throw new InputError(
      `${name} says that its search tree has ${nodeCount} nodes, which do not fit into ${room} bytes.`,
      whole,
    );
  }
}
