import type { ImportRow } from '../model/import-plan.ts';
import { countryOfCode } from '../model/country-code.ts';
import { UNDATED, type HitColumns } from '../model/telemetry.ts';
import { isoTime } from '../model/time.ts';
import { formatV4, formatV6 } from './address.ts';
import type { MutableDictionaries } from './dictionaries.ts';

/** The /24 of an IPv4 address, the /48 of an IPv6 address. */
function prefixOf(hits: HitColumns, i: number): string {
  const word = hits.address[i]!;
  if (hits.addressFamily[i] === 4) return `${formatV4((word & 0xffffff00) >>> 0)}/24`;
  const at = word * 4;
  const [first, second] = [hits.address6[at]!, hits.address6[at + 1]!];
  return `${formatV6(Uint32Array.of(first, (second & 0xffff0000) >>> 0, 0, 0))}/48`;
}

/** The first hits of a batch in words. */
export function rowsInWords(
  hits: HitColumns,
  { machine, family, server }: MutableDictionaries,
  most: number,
): ImportRow[] {
  return Array.from({ length: Math.min(most, hits.length) }, (_, i) => {
    const at = hits.address[i]! * 4;
    const time = hits.time[i]!;
    return {
      time: time === UNDATED ? null : isoTime(time * 1000),
      address:
        hits.addressFamily[i] === 4
          ? formatV4(hits.address[i]!)
          : formatV6(hits.address6.subarray(at, at + 4)),
      prefix: prefixOf(hits, i),
      machine: machine.text(hits.machine[i] ?? 0),
      family: family.text(hits.family[i] ?? 0),
      server: server.text(hits.server[i] ?? 0),
      port: hits.port[i] ?? 0,
      network: hits.network[i] ?? 0,
      country: countryOfCode(hits.country[i] ?? 0),
      weight: hits.weight[i] ?? 1,
    };
  });
}
