/** An address: IPv4 as a 32-bit number, IPv6 as four 32-bit words, most significant first. */
export type Address =
  { family: 4; v4: number } | { family: 6; words: [number, number, number, number] };

/** What the bytes of an address cell turned out to be. */
export const NO_ADDRESS = 0;
export const BAD_ADDRESS = -1;

const STAR = 42;
const DOT = 46;
const COLON = 58;
const encoder = new TextEncoder();
const latin1 = new TextDecoder('latin1');
/** Spellings of nothing have no more bytes than this, blanks around them included. */
const LONGEST_NOTHING = 16;
const nothing = /^(?:|-|\?|null|none|nil|n\/a|na|unk|unknown|\(empty\)|"null"|x\.x\.x\.x)$/i;

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

/** Dots and colons that were made harmless, in all the spellings of the wild, as they were. */
function refanged(text: string): string {
  return text
    .replace(/[[({](?:\.|dot)[\])}]|\\\.|\[\.|\.\]|\s+\.\s+|\s+dot\s+/gi, '.')
    .replace(/[[({]:[\])}]/g, ':')
    .replace(/[[({]:\/\/[\])}]/g, '://')
    .replace(/^hxxp/i, 'http')
    .replace(/^http\[s\]/i, 'https');
}

/** An address without what stood around it, and what that said. */
interface Undressed {
  host: string;
  port: number;
  /** Bits of the network; 0 where the cell names no network. */
  prefix: number;
}

const url =
  /^[a-z][a-z\d+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^:/?#\s]*)(?::(\d{1,5}))?(?:[/?#].*)?$/i;
const pathAfterV4 = /^([\d.]+)(?::(\d{1,5}))?\/(?!\d{1,3}$).*$/;
const portAfterV4 = /^([\d.]+)[:|](\d{1,5})$/;
const portAfterV6 = /^\[([^\]]*)\](?:[:|](\d{1,5}))?$/;
const network = /^([\da-f.:]+)\s*\/\s*(\d{1,3})$/i;
const range4 = /^((?:\d{1,3}\.){3}\d{1,3})\s*-\s*((?:\d{1,3}\.){0,3}\d{1,3})$/;
const range6 = /^([\da-f:.]*:[\da-f:.]*)\s*-\s*([\da-f:.]*:[\da-f:.]*)$/i;
const stars = /^((?:\d{1,3}\.){1,3})(?:\*(?:\.\*)*)$/;
/** What stands before or after an address in lists: bullets, angle brackets, quotes, a comma or a semicolon. */
const trimmings = /^(?:[*\u2022-]\s+|[<"'\s]+)+|[>"'\s,;]+$/g;

/** What stands around addresses in the wild: quotes, names, schemes, paths, brackets, ports, zones, prefix lengths. */
function undressed(text: string): Undressed {
  let host = refanged(text.trim().replace(trimmings, '')).replace(/^[a-z_]+=/i, '');
  let port = 0;
  const starred = stars.exec(host);
  if (starred) {
    const octets = starred[1]!.split('.').length - 1;
    return { host: starred[1]! + '0.'.repeat(4 - octets).slice(0, -1), port, prefix: octets * 8 };
  }
  let prefix = 0;
  for (const form of [url, pathAfterV4, portAfterV6, portAfterV4]) {
    const match = form.exec(host);
    if (!match) continue;
    host = match[1]!;
    port ||= Number(match[2] ?? 0);
  }
  const match = network.exec(host);
  if (match) {
    host = match[1]!;
    prefix = Number(match[2]);
  }
  if (host.includes(':')) host = host.replace(/%[\w.-]+$/, '');
  return { host, port: port > 65535 ? 0 : port, prefix };
}

/** Element of the words that gets the port that stands beside an address; 0 where none does. */
export const PORT_WORD = 4;
/** Element of the words that gets the prefix length of a network; 0 where the cell names an address. */
export const PREFIX_WORD = 5;

/** Sets the bits beyond a prefix to 0; answers whether the prefix is one of the family's. */
function maskNetwork(words: Uint32Array, family: number, prefix: number): boolean {
  if (family === 4) {
    if (prefix > 32) return false;
    if (prefix < 32) words[0] = (words[0]! & (-1 << (32 - prefix))) >>> 0;
    return true;
  }
  if (prefix > 128) return false;
  for (let word = 0; word < 4; word++) {
    const bits = Math.min(32, Math.max(0, prefix - word * 32));
    if (bits === 0) words[word] = 0;
    else if (bits < 32) words[word] = (words[word]! & (-1 << (32 - bits))) >>> 0;
  }
  return true;
}

/** Set in PREFIX_WORD where a cell names a range from one address to another; the other bits are how many there are. */
export const RANGE = 0x8000_0000;
const LARGEST_RANGE = 0x7fff_ffff;

/** A range as its first address; BAD_ADDRESS where the text is none. */
function parseRange(text: string, words: Uint32Array): number {
  const host = refanged(text.trim().replace(trimmings, ''));
  const match = range4.exec(host) ?? range6.exec(host);
  if (!match) return BAD_ADDRESS;
  const [, from, until] = match as unknown as [string, string, string];
  const missing = from.includes(':') ? 0 : 4 - until.split('.').length;
  const whole = [...from.split('.').slice(0, missing), until].join('.');
  const last = encoder.encode(whole);
  const first = encoder.encode(from);
  const end = new Uint32Array(4);
  const family = parsePlain(last, 0, last.length, end);
  if (family === BAD_ADDRESS || parsePlain(first, 0, first.length, words) !== family) {
    return BAD_ADDRESS;
  }
  const [low, high] = family === 4 ? [words[0]!, end[0]!] : [words[3]!, end[3]!];
  const isFar = family === 6 && [0, 1, 2].some((word) => words[word] !== end[word]);
  if (family === 4 && high < low) return BAD_ADDRESS;
  const count = isFar ? LARGEST_RANGE : Math.min(LARGEST_RANGE, Math.max(1, high - low + 1));
  words[PORT_WORD] = 0;
  words[PREFIX_WORD] = (RANGE | count) >>> 0;
  return family;
}

function parseDressed(text: string, words: Uint32Array): number {
  if (text.includes('-')) {
    const family = parseRange(text, words);
    if (family !== BAD_ADDRESS) return family;
  }
  const { host, port, prefix } = undressed(text);
  const bare = encoder.encode(host);
  const family = parsePlain(bare, 0, bare.length, words);
  if (family === BAD_ADDRESS) return BAD_ADDRESS;
  if (prefix > 0 && !maskNetwork(words, family, prefix)) return BAD_ADDRESS;
  words[PORT_WORD] = port;
  words[PREFIX_WORD] = prefix === (family === 4 ? 32 : 128) ? 0 : prefix;
  return family;
}

/** Whether words hold 0.0.0.0 or ::, which stand for "no address" in logs. */
export function isNowhere(words: Uint32Array, family: number): boolean {
  if (words[0] !== 0) return false;
  return family === 4 || (words[1] === 0 && words[2] === 0 && words[3] === 0);
}

const LONGEST_CELL = 2000;

/**
 * Whether an address may stand in bytes[start, end), whatever is around it: four digits, two colons or a star. Told
 * without making a text of it, since a file may have millions of cells that hold none.
 */
export function mayHoldAddress(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = 0;
  let colons = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 48 && byte <= 57) digits++;
    else if (byte === COLON) colons++;
    else if (byte === STAR) return true;
    if (digits > 3 || colons > 1) return true;
  }
  return false;
}

/**
 * The address in bytes[start, end). A network in CIDR notation is read as its first address.
 * @param words gets the IPv4 address in its first element or the IPv6 address in the first four; where it has six, the
 *   elements PORT_WORD and PREFIX_WORD get the port and the prefix length that stand beside the address, or RANGE
 * @returns 4 or 6, NO_ADDRESS for an empty cell or a spelling of nothing, BAD_ADDRESS for anything else
 */
export function parseAddressBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  words: Uint32Array,
): number {
  words[PORT_WORD] = 0;
  words[PREFIX_WORD] = 0;
  if (start >= end) return NO_ADDRESS;
  const family = parsePlain(bytes, start, end, words);
  if (family !== BAD_ADDRESS) return family;
  if (end - start > LONGEST_CELL) return BAD_ADDRESS;
  const isHopeless = !mayHoldAddress(bytes, start, end);
  if (isHopeless && end - start > LONGEST_NOTHING) return BAD_ADDRESS;
  const text = latin1.decode(bytes.subarray(start, end)).trim();
  if (nothing.test(text)) return NO_ADDRESS;
  if (isHopeless) return BAD_ADDRESS;
  return parseDressed(text, words);
}

/** One of several addresses of a cell. */
export interface CellAddress {
  family: 4 | 6;
  /** As `parseAddressBytes` gives them. */
  words: Uint32Array;
}

const hostName = /^(?:[\w-]+\.)+[a-z]{2,}$|^\d{1,5}$/i;

/** An address in a pattern of STIX. */
const comparison = /(?:ipv[46]-addr:value|_ref\.value)\s*(?:=|ISSUBSET|IN)\s*\(?\s*'([^']*)'/gi;

/**
 * The distinct addresses of a cell that holds several, parted by blanks, commas, semicolons, slashes with blanks or
 * pipes, or of a pattern of STIX; none where anything else stands among them. Beside a pipe a host name or a port may
 * stand.
 */
export function parseAddressList(text: string): CellAddress[] {
  const compared = [...text.matchAll(comparison)].map(([, value]) => value!);
  if (compared.length > 0) return distinctAddresses(compared, false);
  const inner = /^[[{(]([^]*)[\]})]$/.exec(text.trim())?.[1];
  const bare = inner !== undefined && /[\s|;,"']/.test(inner) ? inner : text;
  // Where blanks stand around a dash they do not part two addresses.
  const parts = bare.split(/\s*[|;,]\s*|(?<!-)\s+(?!-)/).filter((part) => part !== '');
  return distinctAddresses(parts, text.includes('|'));
}

/** The distinct addresses of some parts; none where anything else stands among them, unless it may be a host's name. */
function distinctAddresses(parts: readonly string[], hostNames: boolean): CellAddress[] {
  const found = new Map<string, CellAddress>();
  for (const part of parts) {
    const words = new Uint32Array(6);
    const family = nothing.test(part) ? NO_ADDRESS : parseDressed(part, words);
    if (family === BAD_ADDRESS && !(hostNames && hostName.test(part))) return [];
    if (family !== 4 && family !== 6) continue;
    const key = words.subarray(0, family === 4 ? 1 : 4).join();
    if (!isNowhere(words, family)) found.set(key, { family, words });
  }
  return [...found.values()];
}

/** The address in a text, or null where it holds none: see `parseAddressBytes` for what is accepted. */
export function parseAddress(text: string): Address | null {
  const bytes = encoder.encode(text);
  const words = new Uint32Array(6);
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
