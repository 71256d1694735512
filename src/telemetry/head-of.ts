import { InputError } from '../model/input-error.ts';
import { concatenated, membersOf } from './container.ts';
import { HEAD_BYTES } from './split-head.ts';

/** The first bytes of a file, or of a member of an archive, with what packs it taken off. */
export interface MemberHead {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, '');
}

/**
 * The first bytes of a file, unpacked; of an archive those of its first members.
 * @param most members that are looked at
 * @throws InputError where an archive is damaged before that
 */
export async function headsOf(
  stream: ReadableStream<Uint8Array>,
  name: string,
  most = 1,
): Promise<MemberHead[]> {
  const heads: MemberHead[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let member = name;
  let isLast = most === 1;
  const close = () => {
    heads.push({ name: baseName(member), bytes: concatenated(parts).slice(0, HEAD_BYTES) });
    parts = [];
    length = 0;
  };
  try {
    for await (const event of membersOf(stream, name)) {
      if (event.kind === 'begin') {
        member = event.name;
        isLast = event.isOnly === true || heads.length + 1 === most;
      } else if (event.kind === 'end') close();
      else if (length < HEAD_BYTES) {
        parts.push(event.bytes);
        length += event.bytes.length;
      }
      if (heads.length === most) return heads;
      if (length >= HEAD_BYTES && isLast) break;
    }
  } catch (error) {
    // What was unpacked before the damage tells enough.
    if (!(error instanceof InputError) || (length === 0 && heads.length === 0)) throw error;
  }
  if (length > 0) close();
  return heads;
}
