import { makeOwnReader, type Reader } from '../../src/engine/readers.ts';

/** So many readers in this thread, each with its own texts and its own pace. */
export function makeReaders(count: number): Reader[] {
  return Array.from({ length: count }, () => makeOwnReader().list()[0]!);
}
