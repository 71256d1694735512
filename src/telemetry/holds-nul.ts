const ONES = 0x01010101;
const HIGH_BITS = 0x80808080;

/** Whether a NUL byte is among bytes: four at a time, which is several times as fast as `includes`. */
export function holdsNul(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return bytes.includes(0);
  const start = -bytes.byteOffset & 3;
  const words = (bytes.length - start) >> 2;
  const end = start + words * 4;
  if (bytes.subarray(0, start).includes(0) || bytes.subarray(end).includes(0)) return true;
  const view = new Int32Array(bytes.buffer, bytes.byteOffset + start, words);
  let found = 0;
  for (let i = 0; i < words; i++) {
    const word = view[i]!;
    // The high bit of a byte that is 0, or that follows one ("Bit Twiddling Hacks" by Sean Anderson).
    found |= (word - ONES) & ~word;
  }
  return (found & HIGH_BITS) !== 0;
}
