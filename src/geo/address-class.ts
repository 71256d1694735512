/** IPv4 blocks that are not globally reachable, as first address and prefix length. */
const special4: readonly (readonly [number, number])[] = [
  [0x00000000, 8], // this network
  [0x0a000000, 8], // private
  [0x64400000, 10], // shared by carriers
  [0x7f000000, 8], // loopback
  [0xa9fe0000, 16], // link local
  [0xac100000, 12], // private
  [0xc0000000, 24], // protocol assignments
  [0xc0000200, 24], // documentation
  [0xc0586300, 24], // 6to4 relays, withdrawn
  [0xc0a80000, 16], // private
  [0xc6120000, 15], // benchmarks
  [0xc6336400, 24], // documentation
  [0xcb007100, 24], // documentation
  [0xe0000000, 4], // multicast
  [0xf0000000, 4], // reserved, broadcast
];

/** Addresses of 192.0.0.0/24 that are globally reachable: PCP and TURN anycast. */
const reachable4 = [0xc0000009, 0xc000000a];

/** IPv6 blocks that are not globally reachable: first 64 bits and prefix length. */
const special6: readonly (readonly [number, number, number])[] = [
  [0x0064ff9b, 0x00010000, 48], // local translation
  [0x01000000, 0, 64], // discard only
  [0x20010002, 0, 48], // benchmarks
  [0x20010010, 0, 28], // ORCHID, withdrawn
  [0x20010db8, 0, 32], // documentation
  [0x3fff0000, 0, 20], // documentation
  [0x5f000000, 0, 16], // segment routing
  [0xfc000000, 0, 7], // unique local
  [0xfe800000, 0, 10], // link local
  [0xfec00000, 0, 10], // site local, withdrawn
  [0xff000000, 0, 8], // multicast
];

/** Blocks of IPv4 from here on are all special. */
const LAST_SPECIAL_4 = 0xe0000000;
/** 1 where some special block begins with this byte; no block is larger than that, but for the last ones. */
const specialBytes = new Uint8Array(256);
for (const [start] of special4) specialBytes[start >>> 24] = 1;

function shares(bits: number, a: number, b: number): boolean {
  return bits <= 0 || Math.clz32(a ^ b) >= Math.min(bits, 32);
}

/**
 * True where an IPv4 address can be that of a host on the public internet.
 * Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890), with multicast (RFC 5771).
 */
export function isPublic4(address: number): boolean {
  if (address >= LAST_SPECIAL_4) return false;
  if (specialBytes[address >>> 24] === 0 || reachable4.includes(address)) return true;
  return !special4.some(([start, bits]) => shares(bits, address, start));
}

/**
 * True where an IPv6 address, given as four words, can be that of a host on the public internet. An address that
 * carries an IPv4 address (::ffff:0:0/96, ::/96, 64:ff9b::/96, 2002::/16) is as public as that one.
 * Source: IANA IPv6 Special-Purpose Address Registry (RFC 6890), with multicast and site local (RFC 4291).
 */
export function isPublic6(a: number, b: number, c: number, d: number): boolean {
  const embedded = c === 0 || (c === 0xffff && a === 0);
  if (a === 0 && b === 0) return embedded && isPublic4(d);
  if (a === 0x0064ff9b && b === 0 && c === 0) return isPublic4(d);
  if (a >>> 16 === 0x2002) return isPublic4(((a << 16) | (b >>> 16)) >>> 0);
  return !special6.some(([high, low, bits]) => shares(bits, a, high) && shares(bits - 32, b, low));
}
