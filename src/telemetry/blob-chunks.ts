/**
 * The bytes of a blob from a place on, in chunks as the browser gives them. A stream that fills buffers of ours (BYOB)
 * would copy less, but in Chromium such a one may stand still for ever.
 */
export async function* blobChunks(
  blob: Blob,
  from: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = (from === 0 ? blob : blob.slice(from)).stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
