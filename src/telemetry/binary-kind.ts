const signatures: readonly (readonly [name: string, bytes: string])[] = [
  ['a PNG image', '\x89PNG'],
  ['a JPEG image', '\xff\xd8\xff'],
  ['a GIF image', 'GIF8'],
  ['a PDF document', '%PDF-'],
  ['a zip archive', 'PK\x03\x04'],
  ['an empty zip archive', 'PK\x05\x06'],
  ['gzip data inside gzip data', '\x1f\x8b'],
  ['a 7-Zip archive', '7z\xbc\xaf\x27\x1c'],
  ['an xz archive', '\xfd7zXZ'],
  ['a bzip2 archive', 'BZh'],
  ['a Zstandard archive', '\x28\xb5\x2f\xfd'],
  ['a RAR archive', 'Rar!\x1a'],
  ['an ELF program', '\x7fELF'],
  ['a Windows program', 'MZ\x90\x00'],
  ['an SQLite database', 'SQLite format 3\0'],
  ['a Parquet file', 'PAR1'],
  ['a packet capture', '\xd4\xc3\xb2\xa1'],
  ['a packet capture', '\x0a\x0d\x0d\x0a'],
];

const MMDB_MARK = '\xab\xcd\xefMaxMind.com';
const LOOKED_AT = 4096;
/** Where the header of a tar archive says what it is (POSIX ustar). */
const TAR_MARK = 257;

const database = 'a MaxMind database (MMDB), which locates addresses but holds no telemetry';

function beginsWith(bytes: Uint8Array, mark: string): boolean {
  return [...mark].every((character, i) => bytes[i] === character.charCodeAt(0));
}

function isControl(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
}

/**
 * What a file that is no text looks like, in words, or null where it may be text. A few NUL bytes pass: some reports
 * hold them.
 */
export function binaryKind(head: Uint8Array, name: string): string | null {
  const text = new TextDecoder('latin1').decode(head);
  if (text.includes(MMDB_MARK)) return database;
  const signature = signatures.find(([, mark]) => beginsWith(head, mark));
  if (signature) return signature[0];
  if (text.startsWith('ustar', TAR_MARK))
    return 'a tar archive; its files can be opened, or zipped';
  const looked = head.subarray(0, LOOKED_AT);
  const controls = looked.reduce((sum, byte) => sum + (isControl(byte) ? 1 : 0), 0);
  if (controls * 10 <= looked.length) return null;
  if (/\.mmdb$/i.test(name)) return database;
  return 'a binary file';
}
