import { InputError } from '../model/input-error.ts';

const GZIP = [0x1f, 0x8b];

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
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  try {
    for await (const chunk of chunksOf(stored.pipeThrough(new DecompressionStream('gzip')))) {
      bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new InputError(
      `"${name}" is gzip that is cut off or damaged: ${bytes.toLocaleString('en')} bytes could be unpacked before that.`,
      'a whole gzip file.',
    );
  }
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
  const chunks = chunksOf(stream);
  const first: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let stored = 0;
  const next = async () => {
    const result = await chunks.next();
    if (!result.done) onBytes?.((stored += result.value.length));
    return result;
  };
  while (length < GZIP.length) {
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
  const whole = streamOf(all());
  const zipped = GZIP.every((byte, i) => head[i] === byte);
  return zipped ? streamOf(unzipped(whole, name)) : whole;
}
