import { InputError } from '../model/input-error.ts';
import { unpackLimits } from './unzip.ts';

/** Bytes of the record at a zip's end, without its comment (APPNOTE.TXT, section 4.3.16), and its longest comment. */
const RECORD = 22;
const COMMENT = 0xffff;
const SIGNATURE = [0x50, 0x4b, 5, 6] as const;
/** Where the record has the number of members. */
const MEMBERS = 10;

/** Bytes that a member takes at least: its header, and its entry in the directory (sections 4.3.7 and 4.3.12). */
const SMALLEST_MEMBER = 30 + 46;

/** The number of members that the end of a zip archive names; 0 where nothing says it is one. */
async function membersToldBy(blob: Blob): Promise<number> {
  const start = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  if (start[0] !== SIGNATURE[0] || start[1] !== SIGNATURE[1]) return 0;
  const tail = await blob.slice(Math.max(0, blob.size - RECORD - COMMENT)).arrayBuffer();
  const bytes = new Uint8Array(tail);
  for (let at = bytes.length - RECORD; at >= 0; at--) {
    if (SIGNATURE.every((byte, i) => bytes[at + i] === byte)) {
      return bytes[at + MEMBERS]! + bytes[at + MEMBERS + 1]! * 256;
    }
  }
  return 0;
}

/** The error for a zip archive of more members than are read. */
export function tooManyMembers(name: string, most = unpackLimits.members): InputError {
  return new InputError(
    `The zip archive "${name}" holds more than ${most.toLocaleString('en')} files.`,
    `an archive of at most ${most.toLocaleString('en')} files, or those files by themselves.`,
  );
}

/**
 * Looks at the end of a file before any of it is read, since a zip archive says there how many members it has.
 * @throws InputError where they are more than are read
 */
export async function refuseManyMembers(blob: Blob, name: string): Promise<void> {
  if (blob.size < unpackLimits.members * SMALLEST_MEMBER) return;
  if ((await membersToldBy(blob)) > unpackLimits.members) throw tooManyMembers(name);
}
