import type { InputFile, LoadProgress, LoadRequest } from '../model/source.ts';
import type { HeldDatabase } from './database-fetcher.ts';
import { openInput, readAll } from './fetch-bytes.ts';
import { unpackHolding } from './keep-holding.ts';
import type { Holding } from './load.ts';

/** Databases of a kept holding, to be had where a request says. */
function fromRequest(kept: readonly HeldDatabase[], { databases }: LoadRequest): HeldDatabase[] {
  return databases.map((input) => {
    const found = kept.find((entry) => entry.input.name === input.name);
    return { input, opened: null, info: found?.info ?? null };
  });
}

/**
 * What was worked out of a request's files beforehand; its databases are opened only when something asks for them.
 * @param columns a file of `packHolding`
 * @returns null where the file is missing or of another version: the request's own files tell the same, more slowly
 * @throws AbortError
 */
export async function readyHolding(
  columns: InputFile,
  request: LoadRequest,
  onProgress: (progress: LoadProgress) => void,
  signal?: AbortSignal,
): Promise<Holding | null> {
  const told = { stage: 'reading', file: columns.name, rows: 0, refused: 0 } as const;
  try {
    const bytes = await readAll(
      await openInput(columns, signal),
      (bytesDone, bytesTotal) => onProgress({ ...told, bytesDone, bytesTotal }),
      signal,
    );
    const holding = unpackHolding(bytes);
    return { ...holding, databases: fromRequest(holding.databases, request) };
  } catch (error) {
    signal?.throwIfAborted();
    console.info('Columns made beforehand cannot be used; the files themselves are read.', error);
    return null;
  }
}
