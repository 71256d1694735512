import type { ByteDictionary } from './dictionaries.ts';
import type { SpareMemory } from './spare-memory.ts';
import type { LoggedTexts } from './text-log.ts';

/**
 * Gives texts numbers from 1 on, that in bytes[start, end) or many at a time; 0 to an empty one. Numbers of many are good
 * until the next call.
 */
export interface TextCoder {
  code(bytes: Uint8Array, start: number, end: number): number;
  codesOf(texts: LoggedTexts): Uint32Array;
}

/** What a reader of rows hands its texts to. Machine ids are many: they may get their codes later. */
export interface TextCoders {
  /** Memory that it may write to. */
  readonly spare?: SpareMemory;
  readonly machine: TextCoder;
  readonly family: ByteDictionary;
  readonly server: ByteDictionary;
}
