/** Numbers of one seeded stream. */
export interface Random {
  /** 32 bits. */
  bits(): number;
  /** In [0, 1). */
  share(): number;
  /** Whole, in [0, limit). */
  below(limit: number): number;
  /** Standard normal (Box and Muller 1958). */
  normal(): number;
}

/** 32-bit hash of a text (FNV-1a, finished by murmur3's mixer). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** Bijection of 32 bits (murmur3's finaliser). */
export function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A stream of its own for each name, so that what one draws moves no other (sfc32 by C. Doty-Humphrey). */
export function makeRandom(seed: number, name: string): Random {
  let a = mix(seed);
  let b = hashText(name);
  let c = mix(a ^ b);
  let counter = 1;
  const bits = () => {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 16; i++) bits();
  const share = () => bits() / 2 ** 32;
  return {
    bits,
    share,
    below: (limit) => Math.floor(share() * limit),
    normal: () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
  };
}
