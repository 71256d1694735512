import type { HostTable } from './telemetry-table.ts';

/** Hosts that one step looks at. */
const STEP = 1 << 18;

function samePrefix4({ address4 }: HostTable, host: number): boolean {
  return address4[host]! >>> 8 === address4[host - 1]! >>> 8;
}

function samePrefix6({ address6 }: HostTable, at: number): boolean {
  return address6[at] === address6[at - 4] && address6[at + 1]! >>> 16 === address6[at - 3]! >>> 16;
}

/** Bits that are set. Henry S. Warren, Hacker's Delight, section 5-1. */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Prefixes, /24 of IPv4 and /48 of IPv6, numbered from 1 in the order of addresses, in a quarter of a byte a host: hosts
 * of a prefix stand together, so that a bit says where one begins, and the number is how many began so far.
 */
export interface PrefixNumbers {
  /** A bit a host, 32 a word: a prefix begins here. */
  begins: Uint32Array;
  /** Prefixes that begin before each word. */
  before: Uint32Array;
  /** One more than the largest number. */
  size: number;
}

/** Prefixes of all hosts, in steps. */
export function* numberPrefixes(hosts: HostTable): Generator<undefined, PrefixNumbers> {
  const { length, length4 } = hosts;
  const words = Math.ceil(length / 32);
  const begins = new Uint32Array(words);
  const before = new Uint32Array(words);
  let number = 0;
  for (let host = 0; host < length; host++) {
    if (host % STEP === STEP - 1) yield;
    if ((host & 31) === 0) before[host >>> 5] = number;
    const same =
      host < length4
        ? host > 0 && samePrefix4(hosts, host)
        : host > length4 && samePrefix6(hosts, (host - length4) * 4);
    if (same) continue;
    number++;
    begins[host >>> 5]! |= 1 << (host & 31);
  }
  return { begins, before, size: number + 1 };
}

/** Number of a host's prefix. */
export function prefixOf({ begins, before }: PrefixNumbers, host: number): number {
  const word = host >>> 5;
  return before[word]! + bitsIn(begins[word]! & (0xffffffff >>> (31 - (host & 31))));
}

/**
 * Puts numbers from 1 in the place of AS numbers, in the order of their first host; 0 stays.
 * @returns the AS numbers by number
 */
export function numberNetworks(network: Uint32Array): number[] {
  const numbers = new Map<number, number>([[0, 0]]);
  let last = 0;
  let lastNumber = 0;
  for (let host = 0; host < network.length; host++) {
    const asn = network[host]!;
    if (asn !== last) {
      let number = numbers.get(asn);
      if (number === undefined) numbers.set(asn, (number = numbers.size));
      last = asn;
      lastNumber = number;
    }
    network[host] = lastNumber;
  }
  return [...numbers.keys()];
}
