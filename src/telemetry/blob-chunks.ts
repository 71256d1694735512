/** Bytes that are streamed at a time: Node gives a whole blob in memory as one chunk, far larger than any cache. */
const SPAN = 1 << 24;

/**
 * The bytes of a blob from a place on, in chunks as the browser gives them. A stream that fills buffers of ours (BYOB)
 * would copy less, but in Chromium such a one may stand still for ever; and pieces asked for one by one take a tenth
 * longer there.
 */
export async function* blobChunks(
  blob: Blob,
  from: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = from; at < blob.size; at += SPAN) {
    const reader = blob
      .slice(at, at + SPAN)
      .stream()
      .getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        yield value;
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }
}
