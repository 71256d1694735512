import { expect } from 'vitest';

type Bytes = ArrayBufferView<ArrayBuffer>;

const bytesOf = ({ buffer, byteOffset, byteLength }: Bytes) =>
  Buffer.from(buffer, byteOffset, byteLength);

function areSameBytes(a: Bytes, b: Bytes): boolean {
  return a.constructor === b.constructor && bytesOf(a).equals(bytesOf(b));
}

function areSameValues(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (!Object.is(a[at], b[at])) return false;
  return true;
}

/**
 * Vitest compares long arrays value by value, each with all that its matchers know: a field of the density takes it
 * seconds. Those that are the same, byte for byte or value for value, are told so at once; any other is left to it.
 */
export function areSame(a: unknown, b: unknown): true | undefined {
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b))
    return areSameBytes(a as Bytes, b as Bytes) || undefined;
  if (Array.isArray(a) && Array.isArray(b)) return areSameValues(a, b) || undefined;
  return undefined;
}

expect.addEqualityTesters([areSame]);
