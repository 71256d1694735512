import { InputError } from '../model/input-error.ts';
import { checkRatio, unpackLimits, ZipSplitter, type MemberEvent } from './unzip.ts';

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
      `"${name}" is gzip that is cut off or damaged: ${bytes.toLocaleString('en')} bytes could be unpacked before that.`,
      'a whole gzip file.',
    );
  }
}

/** A stream whose first bytes were looked at, and what they say. */
interface Opened {
  kind: ContainerKind;
  stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Stored bytes read so far. */
  stored: () => number;
}

async function lookInto(
  stream: ReadableStream<Uint8Array>,
  onBytes?: (stored: number) => void,
): Promise<Opened> {
  const chunks = chunksOf(stream);
  const first: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let stored = 0;
  const next = async () => {
    const result = await chunks.next();
    if (!result.done) onBytes?.((stored += result.value.length));
    return result;
  };
  while (length < LONGEST_MARK) {
    const result = await next();
    if (result.done) break;
    first.push(result.value);
    length += result.value.length;
  }
  const head = concatenated(first);
  async function* all() {
    try {
      if (head.length > 0) yield head;
      for (let result = await next(); !result.done; result = await next()) yield result.value;
    } finally {
      await chunks.return(undefined);
    }
  }
  return { kind: containerKind(head), stream: streamOf(all()), stored: () => stored };
}

/**
 * Takes gzip off a stream where its first bytes say that it is gzip, whatever the name says.
 * @param onBytes told the number of stored bytes read so far
 * @returns the bytes inside; reading them fails with an InputError where the gzip is cut off or damaged
 */
export async function openContainer(
  stream: ReadableStream<Uint8Array>,
  name: string,
  onBytes?: (stored: number) => void,
): Promise<ReadableStream<Uint8Array>> {
  const opened = await lookInto(stream, onBytes);
  if (opened.kind !== 'gzip') return opened.stream;
  return streamOf(unzipped(opened.stream, name, opened.stored));
}

/**
 * What is in a file: of a zip archive each member, of anything else the one that it is, with gzip taken off.
 * @param onBytes told the number of stored bytes read so far
 * @throws InputError where an archive is cut off, damaged, protected by a password, or unpacks to far too much
 */
export async function* membersOf(
  stream: ReadableStream<Uint8Array>,
  name: string,
  onBytes?: (stored: number) => void,
  limits = unpackLimits,
): AsyncGenerator<MemberEvent> {
  const opened = await lookInto(stream, onBytes);
  if (opened.kind === 'zip') {
    const zip = new ZipSplitter(name, limits);
    for await (const chunk of chunksOf(opened.stream)) yield* zip.push(chunk);
    yield* zip.end();
    return;
  }
  const packed = opened.kind === 'gzip';
  const inside = packed ? streamOf(unzipped(opened.stream, name, opened.stored)) : opened.stream;
  yield { kind: 'begin', name, isOnly: true };
  for await (const bytes of chunksOf(inside)) yield { kind: 'bytes', bytes };
  yield { kind: 'end' };
}
