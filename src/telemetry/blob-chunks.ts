import { InputError } from '../model/input-error.ts';

/** Bytes of a buffer that is filled again and again: they are still in the processor's cache when they are looked at. */
const CHUNK = 1 << 19;
/** Behind the last byte that is wanted: most records that begin before it end within so many bytes. */
const MARGIN = 1 << 16;
/** Bytes that are streamed at a time: Node gives a whole blob in memory as one chunk, far larger than any cache. */
const SPAN = 1 << 24;
/** A part that is read by one stream, at most. */
const LARGEST_PART = 1 << 28;
/** Milliseconds after which, or after twice as many, a read that brings nothing is given up: a slow disk is read again. */
const PATIENCE = 5000;

/** Whether streams that fill buffers are there, and none has stood still so far: it may do so again. */
let fillsHere = true;

type Chunk = Uint8Array<ArrayBuffer>;

/** A reader that fills buffers of ours; null where there is none. */
function openFilling(blob: Blob): ReadableStreamBYOBReader | null {
  const stream = blob.stream();
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    fillsHere = false;
    void stream.cancel().catch(() => undefined);
    return null;
  }
}

function shorterError(at: number, size: number): InputError {
  return new InputError(
    `The file ended after ${at} bytes, and had ${size} when it was opened.`,
    'a file that nobody changes while it is read; open it again.',
  );
}

/** Tells when nothing has happened for long: one clock for many reads, since each timer costs as much as a read. */
class Watch {
  /** Fulfilled with null once nothing was noted for so many milliseconds, or twice as many. */
  readonly still: Promise<null>;
  private noted = 0;
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(patience: number) {
    let seen = -1;
    let tell: (nothing: null) => void;
    this.still = new Promise((resolve) => (tell = resolve));
    this.timer = setInterval(() => {
      if (this.noted === seen) tell(null);
      seen = this.noted;
    }, patience);
  }

  note(): void {
    this.noted++;
  }

  end(): void {
    clearInterval(this.timer);
  }
}

/** Fills one buffer with the bytes of a blob, again and again; ends early where nothing comes for long. */
async function* filled(blob: Blob, patience: number): AsyncGenerator<Chunk> {
  const reader = openFilling(blob);
  if (!reader) return;
  let buffer = new ArrayBuffer(Math.min(CHUNK, blob.size));
  const watch = new Watch(patience);
  try {
    for (;;) {
      const next = await Promise.race([reader.read(new Uint8Array(buffer)), watch.still]);
      if (next === null) fillsHere = false;
      if (!next?.value || next.done) return;
      watch.note();
      yield next.value;
      buffer = next.value.buffer;
    }
  } finally {
    watch.end();
    void reader.cancel().catch(() => undefined);
  }
}

/** The bytes of a blob as the browser gives them. */
async function* streamed(blob: Blob): AsyncGenerator<Chunk> {
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/**
 * The bytes of a blob from a place on. A chunk is good until the next one is asked for: its memory is used again, since
 * fresh memory costs more than reading does. In some versions of Chromium a stream that fills buffers
 * (BYOB) may stand still for ever:
 * then the rest comes as the browser gives it.
 * @param wanted where the reader will stop, about: little is read ahead behind it
 * @param patience milliseconds after which, or after twice as many, a read that brings nothing is given up
 * @throws InputError where the file has become shorter
 */
export async function* blobChunks(
  blob: Blob,
  from: number,
  wanted = blob.size,
  patience = PATIENCE,
): AsyncGenerator<Chunk> {
  let at = from;
  let fills = fillsHere;
  while (at < blob.size) {
    const end = at < wanted ? wanted + MARGIN : at + SPAN;
    const part: Blob = blob.slice(at, Math.min(end, at + (fills ? LARGEST_PART : SPAN)));
    let left: number = part.size;
    for await (const chunk of fills ? filled(part, patience) : streamed(part)) {
      at += chunk.length;
      left -= chunk.length;
      yield chunk;
    }
    if (left > 0 && !fills) throw shorterError(at, blob.size);
    fills &&= left === 0;
  }
}
