import { readPrefix, type Prefix } from '../model/prefix.ts';
import type { HostTable } from './telemetry-table.ts';

type Addresses = Pick<HostTable, 'length' | 'length4' | 'address4' | 'address6'>;

/** Whether the address of a host comes before (negative) or after (positive) an address of the same family. */
function compare(hosts: Addresses, host: number, words: readonly number[]): number {
  if (words.length === 1) return hosts.address4[host]! - words[0]!;
  const at = (host - hosts.length4) * 4;
  for (let word = 0; word < 4; word++) {
    const difference = hosts.address6[at + word]! - words[word]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first host of a family whose address is not before (`after`: is after) the one given; hosts are in order. */
function boundOf(hosts: Addresses, words: readonly number[], after: boolean): number {
  const isFour = words.length === 1;
  let low = isFour ? 0 : hosts.length4;
  let high = isFour ? hosts.length4 : hosts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compare(hosts, middle, words);
    if (order < 0 || (after && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The hosts, from and to, whose address is in a prefix. */
export function hostsOfPrefix(
  hosts: Addresses,
  { first, last }: Prefix,
): { from: number; to: number } {
  return { from: boundOf(hosts, first, false), to: boundOf(hosts, last, true) };
}

/** Takes out the hosts that are in none of the prefixes; a text that spells none holds no host. */
export function keepPrefixes(mask: Uint8Array, hosts: HostTable, texts: readonly string[]): void {
  const wanted = new Uint8Array(mask.length);
  for (const text of texts) {
    const prefix = readPrefix(text);
    if (!prefix) continue;
    const { from, to } = hostsOfPrefix(hosts, prefix);
    wanted.fill(1, from, to);
  }
  for (let host = 0; host < mask.length; host++) mask[host]! &= wanted[host]!;
}
