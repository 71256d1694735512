/** Bytes of an entry of a map from numbers to numbers, as engines store it. */
const BYTES_AN_ENTRY = 32;

function partsOf(value: object): unknown[] {
  if (value instanceof Map) return [...(value as Map<unknown, unknown>).values()];
  return Array.isArray(value) && typeof value[0] !== 'object' ? [] : Object.values(value);
}

/**
 * Bytes of all typed arrays, and maps of numbers, that can be reached from a value, each counted once.
 * @param seen what is counted already, or not to be counted; grows
 */
export function bytesHeld(value: unknown, seen: Set<unknown>): number {
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (value instanceof Map && typeof value.values().next().value === 'number') {
    return value.size * BYTES_AN_ENTRY;
  }
  return partsOf(value).reduce((sum: number, part) => sum + bytesHeld(part, seen), 0);
}
