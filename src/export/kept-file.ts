import type { Written } from './writer.ts';

const BYTES_IN_MB = 1e6;

/**
 * A written file, once it is certain that the browser holds it. Large files lie in the browser's storage, and are lost
 * without a word where that is full: only reading tells.
 * @throws Error that says so
 */
export async function keptFile(written: Written): Promise<Written> {
  const { file } = written;
  const megabytes = (file.size / BYTES_IN_MB).toFixed(1);
  try {
    const last = await file.slice(-1).arrayBuffer();
    if (last.byteLength === 1) return written;
  } catch (reason) {
    const why = reason instanceof Error ? reason.message : String(reason);
    throw new Error(
      `The browser could not hold the file of ${megabytes} MB: the disk or its own storage is full (${why}). Nothing was saved.`,
    );
  }
  throw new Error('The file came out empty. Nothing was saved.');
}
