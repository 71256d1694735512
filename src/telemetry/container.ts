import { InputError } from '../model/input-error.ts';
import {
  checkRatio,
  unpackLimits,
  ZipSplitter,
  type MemberEvent,
  type UnpackLimits,
} from './unzip.ts';

type Chunks = AsyncGenerator<Uint8Array<ArrayBuffer>>;

const GZIP = [0x1f, 0x8b];
/** The first member of a zip archive, or the end of an empty one. */
const ZIP = [0x50, 0x4b];
const zipKinds = [0x0403, 0x0605];
const LONGEST_MARK = 4;

export type ContainerKind = 'plain' | 'gzip' | 'zip';

/** What a file's first bytes say that it is packed as, whatever its name says. */
export function containerKind(head: Uint8Array): ContainerKind {
  if (GZIP.every((byte, i) => head[i] === byte)) return 'gzip';
  const kind = (head[3] ?? 0) * 256 + (head[2] ?? 0);
  return ZIP.every((byte, i) => head[i] === byte) && zipKinds.includes(kind) ? 'zip' : 'plain';
}

/** Chunks of a stream; cancels the stream when the reader stops early. */
export async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  let done = false;
  try {
    for (;;) {
      const next = await reader.read();
      if (next.done) {
        done = true;
        return;
      }
      yield next.value as Uint8Array<ArrayBuffer>;
    }
  } finally {
    if (!done) await reader.cancel().catch(() => undefined);
  }
}

/** Chunks as one array. */
export function concatenated(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (parts.length === 1) return parts[0]!;
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function streamOf(chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>) {
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

async function* unzipped(
  stored: ReadableStream<Uint8Array<ArrayBuffer>>,
  name: string,
  storedBytes: () => number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  try {
    for await (const chunk of chunksOf(stored.pipeThrough(new DecompressionStream('gzip')))) {
      bytes += chunk.length;
      checkRatio(name, storedBytes(), bytes, unpackLimits);
      yield chunk;
    }
  } catch (error) {
    if ((error as Error).name === 'AbortError' || error instanceof InputError) throw error;
    throw new InputError(
      // How much came out before depends on the unpacker's buffers, not on the file: no number is told.
      `"${name}" is gzip that is cut off or damaged.`,
      'a whole gzip file.',
    );
  }
}

/** Containers inside of each other that are opened. */
const DEEPEST = 4;

/** Bytes on their way out of containers. */
interface Contents {
  name: string;
  /** Bytes of the outermost container that were read. */
  stored: () => number;
  /** Whether no other member follows. */
  isOnly: boolean;
  depth: number;
  limits: UnpackLimits;
}

async function* headThen(head: Uint8Array<ArrayBuffer>, rest: Chunks): Chunks {
  if (head.length > 0) yield head;
  yield* rest;
}

async function* zipEvents(chunks: Chunks, { name, limits }: Contents): AsyncGenerator<MemberEvent> {
  const zip = new ZipSplitter(name, limits);
  for await (const chunk of chunks) yield* zip.push(chunk);
  yield* zip.end();
}

/** The members of an archive, with what packs them taken off too. */
async function* insideMembers(
  events: AsyncGenerator<MemberEvent>,
  outer: Contents,
): AsyncGenerator<MemberEvent> {
  for (let next = await events.next(); !next.done; next = await events.next()) {
    if (next.value.kind !== 'begin') {
      yield next.value;
      continue;
    }
    let isOver = false;
    const step = async () => {
      const inner = await events.next();
      isOver = inner.done === true || inner.value.kind === 'end';
      return inner.done !== true && inner.value.kind === 'bytes' ? inner.value.bytes : null;
    };
    const bytes = async function* (): Chunks {
      while (!isOver) {
        const chunk = await step();
        if (chunk) yield chunk;
      }
    };
    const { name } = next.value;
    yield* contentsOf(bytes(), { ...outer, name, isOnly: false, depth: outer.depth + 1 });
    while (!isOver) await step();
  }
}

/** What chunks hold: one member where they are not packed, or else what comes out. */
async function* contentsOf(chunks: Chunks, own: Contents): AsyncGenerator<MemberEvent> {
  const first: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; length < LONGEST_MARK;) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  const head = concatenated(first);
  const { name, stored, isOnly, depth } = own;
  const kind = depth < DEEPEST ? containerKind(head) : 'plain';
  if (kind === 'plain') {
    yield { kind: 'begin', name, ...(isOnly && { isOnly }) };
    if (head.length > 0) yield { kind: 'bytes', bytes: head };
    for await (const bytes of chunks) yield { kind: 'bytes', bytes };
    yield { kind: 'end' };
  } else if (kind === 'gzip') {
    const inside = unzipped(streamOf(headThen(head, chunks)), name, stored);
    yield* contentsOf(inside, { ...own, depth: depth + 1 });
  } else yield* insideMembers(zipEvents(headThen(head, chunks), own), own);
}

/**
 * What is in a file: of a zip archive each member, of anything else the one that it is, with gzip taken off; archives and
 * gzip inside of each other too.
 * @param onBytes told the number of stored bytes read so far
 * @throws InputError where an archive is cut off, damaged, protected by a password, or unpacks to far too much
 */
export async function* membersOf(
  stream: ReadableStream<Uint8Array>,
  name: string,
  onBytes?: (stored: number) => void,
  limits = unpackLimits,
): AsyncGenerator<MemberEvent> {
  let stored = 0;
  let unpacked = 0;
  const counted = async function* (): Chunks {
    for await (const chunk of chunksOf(stream)) {
      onBytes?.((stored += chunk.length));
      yield chunk;
    }
  };
  const whole = { name, stored: () => stored, isOnly: true, depth: 0, limits };
  for await (const event of contentsOf(counted(), whole)) {
    if (event.kind === 'bytes') {
      unpacked += event.bytes.length;
      checkRatio(name, stored, unpacked, limits);
    }
    yield event;
  }
}
