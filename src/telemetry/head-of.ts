import { InputError } from '../model/input-error.ts';
import { nextTask } from '../model/next-task.ts';
import { abortError } from '../model/rpc.ts';
import { concatenated, membersOf } from './container.ts';
import { HEAD_BYTES } from './split-head.ts';

/** The first bytes of a file, or of a member of an archive, with what packs it taken off. */
export interface MemberHead {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Why the member cannot be unpacked, where that is so. */
  error?: InputError;
}

/** What a look into a file may cost, and who hears how far it is. */
export interface HeadOptions {
  /** Members that are looked at. */
  most?: number;
  /** Told the number of stored bytes read so far, and of members seen. */
  progress?: ((bytes: number, members: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

const PROGRESS_MS = 100;

function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, '');
}

/** Lets others run, and tells how far it is, now and then. */
function makePause(options: HeadOptions): (bytes: number, members: number) => Promise<void> {
  let told = performance.now();
  return async (bytes, members) => {
    if (options.signal?.aborted) throw abortError();
    if (performance.now() - told < PROGRESS_MS) return;
    options.progress?.(bytes, members);
    await nextTask();
    told = performance.now();
  };
}

/**
 * The first bytes of a file, unpacked; of an archive those of its members, one after the other.
 * @throws InputError where an archive is damaged before that; AbortError when the signal says so
 */
export async function* headsOf(
  stream: ReadableStream<Uint8Array>,
  name: string,
  options: HeadOptions = {},
): AsyncGenerator<MemberHead> {
  const { most = 1 } = options;
  const pause = makePause(options);
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let [length, count, stored] = [0, 0, 0];
  let member = name;
  let isLast = most === 1;
  const close = (): MemberHead => {
    const head = { name: baseName(member), bytes: concatenated(parts).slice(0, HEAD_BYTES) };
    [parts, length] = [[], 0];
    count++;
    return head;
  };
  try {
    for await (const event of membersOf(stream, name, (bytes) => (stored = bytes))) {
      await pause(stored, count);
      if (event.kind === 'begin') {
        member = event.name;
        isLast = event.isOnly === true || count + 1 === most;
      } else if (event.kind === 'end') yield close();
      else if (event.kind === 'unread') {
        count++;
        yield { name: baseName(event.name), bytes: new Uint8Array(0), error: event.error };
      } else if (length < HEAD_BYTES) {
        parts.push(event.bytes);
        length += event.bytes.length;
      }
      if (count === most) return;
      if (length >= HEAD_BYTES && isLast) break;
    }
  } catch (error) {
    // What was unpacked before the damage tells enough.
    if (!(error instanceof InputError) || (length === 0 && count === 0)) throw error;
  }
  if (length > 0) yield close();
}
