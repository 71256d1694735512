/** Bytes of a chunk, at the most. */
const CHUNK = 1 << 21;

type Bytes = Uint8Array<ArrayBuffer>;

/** A reader that fills a buffer of ours, which is far faster than one that makes chunks; null where there is none. */
function openFilling(blob: Blob): ReadableStreamBYOBReader | null {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

/**
 * The bytes of a blob from a place on, in chunks. A chunk is good until the next one is asked for: its memory is used
 * again.
 */
export async function* blobChunks(blob: Blob, from: number): AsyncGenerator<Bytes> {
  const rest = from === 0 ? blob : blob.slice(from);
  const filling = openFilling(rest);
  const reader = filling ?? rest.stream().getReader();
  let buffer = new ArrayBuffer(CHUNK);
  try {
    for (;;) {
      const next = filling
        ? await filling.read(new Uint8Array(buffer))
        : await (reader as ReadableStreamDefaultReader<Bytes>).read();
      if (next.done || !next.value) return;
      yield next.value;
      buffer = next.value.buffer;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
