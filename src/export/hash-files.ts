/** A file to be hashed: its bytes, or an address of the page's own origin. */
export type HashInput = { name: string } & ({ blob: Blob } | { url: string });

/** Hashes as far as they are known. */
export interface Hashing {
  /** SHA-256 by file name, lower-case hexadecimal. */
  hashes: ReadonlyMap<string, string>;
  /** Share of the bytes that are done, 0 to 1; null where nothing is being computed. */
  share: number | null;
  error: Error | null;
}

/** The calls of the hash worker. */
export type HashProtocol = {
  hash: {
    request: { files: readonly HashInput[] };
    response: ReadonlyMap<string, string>;
    /** Share done, 0 to 1. */
    progress: number;
  };
};

/** Hashes bytes as they come. */
export interface StreamHash {
  update: (bytes: Uint8Array) => void;
  /** Lower-case hexadecimal. */
  digest: () => string;
}

async function openInput(
  input: HashInput,
): Promise<{ stream: ReadableStream<Uint8Array>; bytes: number }> {
  if ('blob' in input) return { stream: input.blob.stream(), bytes: input.blob.size };
  const response = await fetch(input.url);
  if (!response.ok || !response.body) {
    throw new Error(`The page's own file ${input.name} answers ${response.status}.`);
  }
  return { stream: response.body, bytes: Number(response.headers.get('content-length') ?? 0) };
}

/**
 * Hashes files one after the other, without holding any of them whole.
 * @param makeHash makes a fresh SHA-256
 */
export async function hashFiles(
  files: readonly HashInput[],
  makeHash: () => Promise<StreamHash>,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const [index, file] of files.entries()) {
    const { stream, bytes } = await openInput(file);
    const hash = await makeHash();
    const reader = stream.getReader();
    for (let done = 0, told = 0; ;) {
      const { value, done: isDone } = await reader.read();
      if (signal.aborted) await reader.cancel();
      signal.throwIfAborted();
      if (isDone) break;
      hash.update(value);
      done += value.length;
      if (done - told < TELL_EVERY) continue;
      told = done;
      progress((index + Math.min(1, bytes > 0 ? done / bytes : 0)) / files.length);
    }
    hashes.set(file.name, hash.digest());
    progress((index + 1) / files.length);
  }
  return hashes;
}

/** Bytes between two reports. */
const TELL_EVERY = 8_000_000;
