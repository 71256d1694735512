import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { blobChunks } from '../../src/telemetry/blob-chunks.ts';

const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 2654435761) >>> 24);

/** All that comes, each chunk copied before the next one is asked for. */
async function gathered(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks) parts.push(chunk.slice());
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** A blob whose streams behave otherwise than they should. */
function oddBlob(stream: (part: Blob) => ReadableStream<Uint8Array<ArrayBuffer>>): Blob {
  const odd = (part: Blob): Blob =>
    Object.assign(part, {
      stream: () => stream(new Blob([part])),
      slice: (from?: number, to?: number) => odd(Blob.prototype.slice.call(part, from, to)),
    });
  return odd(new Blob([bytes]));
}

it('gives the bytes from a place on, wherever most readers stop', async () => {
  const blob = new Blob([bytes]);
  const place = fc.nat(bytes.length);
  await fc.assert(
    fc.asyncProperty(place, place, async (from, wanted) => {
      const found = await gathered(blobChunks(blob, from, wanted));
      expect(Buffer.compare(found, bytes.subarray(from))).toBe(0);
    }),
    { numRuns: 30 },
  );
});

it('fills a small buffer, also where the whole would come at once', async () => {
  let largest = 0;
  for await (const chunk of blobChunks(new Blob([bytes]), 0)) {
    largest = Math.max(largest, chunk.buffer.byteLength);
  }
  expect(largest).toBeLessThanOrEqual(1 << 19);
});

it('says so where a file has become shorter', async () => {
  const blob = oddBlob((part) => part.slice(0, 1000).stream());
  await expect(gathered(blobChunks(blob, 0))).rejects.toBeInstanceOf(InputError);
});

it('takes the rest as it comes where a stream that fills buffers stands still', async () => {
  let opened = 0;
  const blob = oddBlob((part) => {
    if (++opened > 1) return part.stream();
    let given = 0;
    return new ReadableStream({
      type: 'bytes',
      async pull(controller) {
        if (given > 0) return new Promise<void>(() => undefined);
        const first = await part.slice(0, 1000).arrayBuffer();
        given += first.byteLength;
        controller.enqueue(new Uint8Array(first));
      },
    });
  });
  const found = await gathered(blobChunks(blob, 5, bytes.length, 20));
  expect(Buffer.compare(found, bytes.subarray(5))).toBe(0);
  expect(opened).toBe(2);
  // It is not waited for again.
  await gathered(blobChunks(blob, 5, bytes.length, 60_000));
  expect(opened).toBe(3);
});

it('reads where no stream fills buffers', async () => {
  const blob = oddBlob((part) => {
    const reader = part.stream().getReader();
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
  });
  const found = await gathered(blobChunks(blob, 7));
  expect(Buffer.compare(found, bytes.subarray(7))).toBe(0);
});
