/** Mixes four words into a hash, one after the other, with constants of MurmurHash3. */
export function hashOf(a: number, b: number, c: number, d: number): number {
  let hash = Math.imul(a, 0xcc9e2d51);
  hash = Math.imul(((hash << 15) | (hash >>> 17)) ^ b, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ c, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 13) ^ d, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
