import ipaddr from 'ipaddr.js';

/** A range of addresses that share their first bits; one address where it is all of them. */
export interface Prefix {
  family: 4 | 6;
  bits: number;
  /** Its first and last address in 32-bit words: one of IPv4, four of IPv6. */
  first: readonly number[];
  last: readonly number[];
  /** In its usual spelling: `192.0.2.0/24`, `2001:db8::/32`, and without bits for one address. */
  text: string;
}

const mostBits = { 4: 32, 6: 128 } as const;

/** `192.0.2.`, `192.0.*` and `192.0.2.x` as a prefix, and what was written so that nothing opens it, opened. */
function unfolded(text: string): string {
  const plain = text.trim().replace(/\[([.:])\]/g, '$1');
  const parts = /^((?:\d{1,3}\.){1,3})(?:[*x](?:\.[*x])*)?$/i.exec(plain)?.[1];
  if (parts === undefined) return plain.replace(/^\[(.*)\]$/, '$1');
  const count = parts.split('.').length - 1;
  return `${parts}${'0.'.repeat(4 - count)}`.slice(0, -1) + `/${count * 8}`;
}

function wordsOf(bytes: readonly number[]): number[] {
  const words: number[] = [];
  for (let i = 0; i < bytes.length; i += 4) {
    words.push(bytes.slice(i, i + 4).reduce((word, byte) => word * 256 + byte, 0));
  }
  return words;
}

/** The bits of a word, 32 of an address from `at` on, that a prefix of `bits` leaves open. */
function openBits(bits: number, at: number): number {
  return 2 ** Math.max(0, Math.min(32, at + 32 - bits)) - 1;
}

/**
 * The prefix or address that a text spells: CIDR, a plain address, `192.0.2.*`, or defanged (`192.0.2[.]1`); null where
 * it spells none. Bits beyond the prefix are dropped; an IPv4 address in the dress of IPv6 is IPv4.
 */
export function readPrefix(text: string): Prefix | null {
  const [address = '', length, ...more] = unfolded(text).split('/');
  const isDotted = ipaddr.IPv4.isValidFourPartDecimal(address);
  if (more.length > 0 || !(isDotted || (address.includes(':') && ipaddr.IPv6.isValid(address)))) {
    return null;
  }
  const plain = ipaddr.parse(address);
  const isDressed = plain.kind() === 'ipv6' && (plain as ipaddr.IPv6).isIPv4MappedAddress();
  const parsed = isDressed ? (plain as ipaddr.IPv6).toIPv4Address() : plain;
  const family = parsed.kind() === 'ipv4' ? 4 : 6;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null;
  const bits = length === undefined ? mostBits[family] : Number(length) - (isDressed ? 96 : 0);
  if (bits < 0 || bits > mostBits[family]) return null;
  const words = wordsOf(parsed.toByteArray());
  const first = words.map((word, i) => word - (word % (openBits(bits, i * 32) + 1)));
  const last = first.map((word, i) => word + openBits(bits, i * 32));
  return { family, bits, first, last, text: spelledPrefix(family, first, bits) };
}

/** The usual spelling of a prefix by its first address in words. */
export function spelledPrefix(family: 4 | 6, words: readonly number[], bits: number): string {
  const bytes = words.flatMap((word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255));
  const address = ipaddr.fromByteArray(bytes).toString();
  return bits === mostBits[family] ? address : `${address}/${bits}`;
}
