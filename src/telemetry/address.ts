/** An address: IPv4 as a 32-bit number, IPv6 as four 32-bit words, most significant first. */
export type Address =
  { family: 4; v4: number } | { family: 6; words: [number, number, number, number] };

/** What the bytes of an address cell turned out to be. */
export const NO_ADDRESS = 0;
export const BAD_ADDRESS = -1;

const DOT = 46;
const COLON = 58;
const encoder = new TextEncoder();
const latin1 = new TextDecoder('latin1');
const nothing = /^(?:|-|\?|null|none|n\/a|na|unk|\(empty\)|"null")$/i;

/** Four octets in decimal, zero-padded up to three digits, in bytes[start, end); -1 where they are not that. */
function parseV4(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit >= 0 && digit <= 9) {
      octet = octet * 10 + digit;
      if (++digits > 3 || octet > 255) return -1;
    } else {
      if (bytes[i] !== DOT || digits === 0 || ++dots > 3) return -1;
      value = value * 256 + octet;
      octet = 0;
      digits = 0;
    }
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : -1;
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

const groups = new Uint16Array(8);

/** Reads one group from `at`; answers where it ends, or -1 where it is not one to four hexadecimal digits. */
function readGroup(bytes: Uint8Array, at: number, end: number, count: number): number {
  let group = 0;
  let i = at;
  for (; i < end; i++) {
    const digit = hexDigit(bytes[i]!);
    if (digit < 0) break;
    group = group * 16 + digit;
  }
  if (i === at || i - at > 4) return -1;
  groups[count] = group;
  return i;
}

/** IPv6 in bytes[start, end) into four words (RFC 4291, section 2.2); answers whether it is one. */
function parseV6(bytes: Uint8Array, start: number, end: number, words: Uint32Array): boolean {
  let count = 0;
  let gap = -1;
  let i = start;
  if (end - start < 2) return false;
  if (bytes[i] === COLON) {
    if (bytes[i + 1] !== COLON) return false;
    gap = 0;
    i += 2;
  }
  while (i < end) {
    if (count === 8) return false;
    const next = readGroup(bytes, i, end, count);
    if (next >= end || next < 0 || bytes[next] !== COLON) {
      if (next === end) count++;
      else if (count > 6 || !readTail(bytes, i, end, count)) return false;
      else count += 2;
      break;
    }
    count++;
    i = next + 1;
    if (i === end) return false;
    if (bytes[i] !== COLON) continue;
    if (gap >= 0) return false;
    gap = count;
    i++;
  }
  return fillWords(count, gap, words);
}

/** An IPv4 tail as two groups. */
function readTail(bytes: Uint8Array, start: number, end: number, count: number): boolean {
  const v4 = parseV4(bytes, start, end);
  if (v4 < 0) return false;
  groups[count] = v4 / 65536;
  groups[count + 1] = v4 % 65536;
  return true;
}

function fillWords(count: number, gap: number, words: Uint32Array): boolean {
  if (gap < 0 ? count !== 8 : count > 7) return false;
  if (gap >= 0) {
    groups.copyWithin(8 - (count - gap), gap, count);
    groups.fill(0, gap, 8 - (count - gap));
  }
  for (let word = 0; word < 4; word++) {
    words[word] = groups[word * 2]! * 65536 + groups[word * 2 + 1]!;
  }
  return true;
}

/** Strict forms only: a dotted quad or an IPv6 text. A v4-mapped one counts as IPv4, in words[0]. */
function parsePlain(bytes: Uint8Array, start: number, end: number, words: Uint32Array): number {
  const v4 = parseV4(bytes, start, end);
  if (v4 >= 0) {
    words[0] = v4;
    return 4;
  }
  if (!parseV6(bytes, start, end, words)) return BAD_ADDRESS;
  if (words[0] !== 0 || words[1] !== 0 || words[2] !== 0xffff) return 6;
  words[0] = words[3]!;
  return 4;
}

/** What stands around addresses in the wild: brackets, ports, zones, dots that were made harmless. */
function undressed(text: string): string {
  let bare = text.trim().replace(/^["']|["']$/g, '');
  bare = bare.replace(/[[({](?:\.|dot)[\])}]|\\\.|\[\.|\.\]|\s+\.\s+/gi, '.');
  bare = bare.replace(/\[:\]/g, ':');
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(bare);
  if (bracketed) bare = bracketed[1]!;
  const withPort = /^([\d.]+):\d{1,5}$/.exec(bare);
  if (withPort) bare = withPort[1]!;
  return bare.includes(':') ? bare.replace(/%[\w.-]+$/, '') : bare;
}

/**
 * The address in bytes[start, end).
 * @param words gets the IPv4 address in its first element or the IPv6 address in all four
 * @returns 4 or 6, NO_ADDRESS for an empty cell or a spelling of nothing, BAD_ADDRESS for anything else
 */
export function parseAddressBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  words: Uint32Array,
): number {
  if (start >= end) return NO_ADDRESS;
  const family = parsePlain(bytes, start, end, words);
  if (family !== BAD_ADDRESS) return family;
  if (end - start > 200) return BAD_ADDRESS;
  const text = latin1.decode(bytes.subarray(start, end)).trim();
  if (nothing.test(text)) return NO_ADDRESS;
  const bare = encoder.encode(undressed(text));
  return parsePlain(bare, 0, bare.length, words);
}

/** The address in a text, or null where it holds none: see `parseAddressBytes` for what is accepted. */
export function parseAddress(text: string): Address | null {
  const bytes = encoder.encode(text);
  const words = new Uint32Array(4);
  const family = parseAddressBytes(bytes, 0, bytes.length, words);
  if (family === 4) return { family, v4: words[0]! };
  if (family === 6) return { family, words: [words[0]!, words[1]!, words[2]!, words[3]!] };
  return null;
}

/** Dotted quad of a 32-bit number. */
export function formatV4(v4: number): string {
  return `${v4 >>> 24}.${(v4 >>> 16) & 255}.${(v4 >>> 8) & 255}.${v4 & 255}`;
}

/** IPv6 text of four 32-bit words, in the form of RFC 5952. */
export function formatV6(words: ArrayLike<number>): string {
  const parts = Array.from({ length: 8 }, (_, i) => {
    const word = words[i >> 1]!;
    return i % 2 === 0 ? word >>> 16 : word & 0xffff;
  });
  let gap = -1;
  let gapLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (parts[i + length] === 0) length++;
    if (length > gapLength) [gap, gapLength] = [i, length];
  }
  const hex = parts.map((part) => part.toString(16));
  if (gap < 0) return hex.join(':');
  return `${hex.slice(0, gap).join(':')}::${hex.slice(gap + gapLength).join(':')}`;
}
