import { strFromU8 } from 'fflate';

/** A zip archive in which a member bears the mark of a password. */
export function setLocked(zip: Uint8Array, member: string): Uint8Array<ArrayBuffer> {
  const marked = Uint8Array.from(zip);
  const at = strFromU8(marked, true).indexOf(member);
  if (at < 30) throw new Error(`There is no member ${member}.`);
  marked[at - 24]! |= 1;
  return marked;
}
