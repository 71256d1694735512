import { InputError } from '../model/input-error.ts';
import type { InputFile } from '../model/source.ts';
import { refuseManyMembers } from '../telemetry/zip-end.ts';

const CACHE = 'infection-atlas-databases';

/** A stream of stored bytes, and how many there are (0 where unknown). */
export interface OpenInput {
  stream: ReadableStream<Uint8Array>;
  bytes: number;
}

async function fetchOwn(url: string, name: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal: signal ?? null });
  } catch (error) {
    signal?.throwIfAborted();
    throw new InputError(
      `${name} could not be fetched from ${url}: ${error instanceof Error ? error.message : String(error)}.`,
      'the server of this page to be running.',
    );
  }
  if (response.ok && response.body) return response;
  throw new InputError(
    `${name} is not there: ${url} answers ${response.status} ${response.statusText}`.trim() + '.',
    'the file to be served beside the page; or drop a file of your own.',
  );
}

/** A database of a file up to this many bytes is read without a second copy. */
const AT_ONCE = 1 << 27;
/** Bytes of a file that are read in one piece. */
const PIECE = 1 << 22;

/** A file's bytes in pieces far larger than those that `Blob.stream` gives: fewer turns, fewer records cut in two. */
function streamOf(blob: Blob): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        if (at >= blob.size) return controller.close();
        const piece = await blob.slice(at, at + PIECE).arrayBuffer();
        at += PIECE;
        controller.enqueue(new Uint8Array(piece));
      },
    },
    { highWaterMark: 1 },
  );
}

/** Opens an input for reading. Throws InputError where it is missing, AbortError where the signal says so. */
export async function openInput(input: InputFile, signal?: AbortSignal): Promise<OpenInput> {
  if ('blob' in input) {
    await refuseManyMembers(input.blob, input.name);
    return { stream: streamOf(input.blob), bytes: input.blob.size };
  }
  if ('read' in input) {
    const bytes = await input.read();
    return { stream: new Blob([bytes]).stream(), bytes: bytes.length };
  }
  const response = await fetchOwn(input.url, input.name, signal);
  return { stream: response.body!, bytes: Number(response.headers.get('Content-Length') ?? 0) };
}

/**
 * All bytes of an opened input.
 * @throws AbortError
 */
export async function readAll(
  { stream, bytes }: OpenInput,
  onBytes: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  let whole = new Uint8Array(bytes);
  let length = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      if (length + value.length > whole.length) {
        const wider = new Uint8Array(Math.max(whole.length * 2, length + value.length));
        wider.set(whole.subarray(0, length));
        whole = wider;
      }
      whole.set(value, length);
      length += value.length;
      onBytes(length, bytes);
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  return length === whole.length ? whole : whole.slice(0, length);
}

async function openCache(): Promise<Cache | null> {
  try {
    return typeof caches === 'undefined' ? null : await caches.open(CACHE);
  } catch {
    return null;
  }
}

/**
 * All bytes of a database. What comes by URL is kept in the browser's cache; a new version has a new URL, and the old
 * one of the same path is dropped.
 */
export async function fetchDatabase(
  input: InputFile,
  onBytes: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if ('read' in input) return input.read();
  if ('blob' in input && input.blob.size <= AT_ONCE) {
    return new Uint8Array(await input.blob.arrayBuffer());
  }
  if ('blob' in input) return readAll(await openInput(input), onBytes, signal);
  const cache = await openCache();
  const kept = await cache?.match(input.url);
  // The body of a kept answer is taken at once: Chromium's stream of one may stand still for ever. As a blob it has a
  // length, so that its bytes are put where they belong, and not gathered first.
  if (kept) return new Uint8Array(await (await kept.blob()).arrayBuffer());
  const whole = await readAll(await openInput(input, signal), onBytes, signal);
  if (cache && input.family) {
    await cache.delete(input.url, { ignoreSearch: true }).catch(() => false);
    const headers = { 'Content-Length': String(whole.length) };
    // Nobody waits for it, and a full disk or a private window only costs the next visit its head start.
    void cache.put(input.url, new Response(whole, { headers })).catch(() => undefined);
  }
  return whole;
}

/** Drops fetched databases from the browser's cache: one, or all. */
export async function forgetFetched(url?: string): Promise<void> {
  if (typeof caches === 'undefined') return;
  try {
    if (url === undefined) await caches.delete(CACHE);
    else await (await caches.open(CACHE)).delete(url);
  } catch {
    // A browser that lets nothing be cached has nothing to drop.
  }
}
