import type { HostTable } from './telemetry-table.ts';

/** A number of each host, and one more than the largest number. */
export interface HostNumbers {
  ofHost: Uint32Array;
  size: number;
}

function samePrefix4({ address4 }: HostTable, host: number): boolean {
  return address4[host]! >>> 8 === address4[host - 1]! >>> 8;
}

function samePrefix6({ address6 }: HostTable, at: number): boolean {
  return address6[at] === address6[at - 4] && address6[at + 1]! >>> 16 === address6[at - 3]! >>> 16;
}

/** Prefixes, /24 of IPv4 and /48 of IPv6, numbered from 1. Hosts of a prefix stand together. */
export function numberPrefixes(hosts: HostTable): HostNumbers {
  const { length, length4 } = hosts;
  const ofHost = new Uint32Array(length);
  let number = 0;
  for (let host = 0; host < length; host++) {
    const same =
      host < length4
        ? host > 0 && samePrefix4(hosts, host)
        : host > length4 && samePrefix6(hosts, (host - length4) * 4);
    if (!same) number++;
    ofHost[host] = number;
  }
  return { ofHost, size: number + 1 };
}

/** AS numbers, numbered from 1; 0 where a host has none. */
export interface NetworkNumbers extends HostNumbers {
  /** AS number by number. */
  asn: number[];
}

/** Networks of all hosts. */
export function numberNetworks({ length, network }: HostTable): NetworkNumbers {
  const numbers = new Map<number, number>([[0, 0]]);
  const ofHost = new Uint32Array(length);
  let last = 0;
  let lastNumber = 0;
  for (let host = 0; host < length; host++) {
    const asn = network[host]!;
    if (asn !== last) {
      let number = numbers.get(asn);
      if (number === undefined) numbers.set(asn, (number = numbers.size));
      last = asn;
      lastNumber = number;
    }
    ofHost[host] = lastNumber;
  }
  return { ofHost, size: numbers.size, asn: [...numbers.keys()] };
}
