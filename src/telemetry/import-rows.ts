import { UNDATED, type HitColumns } from '../model/telemetry.ts';
import { isoTime } from '../model/time.ts';
import { formatV4, formatV6 } from './address.ts';
import type { MutableDictionaries } from './dictionaries.ts';

/** A hit in words. */
export interface ImportRow {
  /** UTC; null where the row carries no time. */
  time: string | null;
  address: string;
  machine: string;
  family: string;
  server: string;
  /** 0 where unknown. */
  port: number;
  network: number;
  /** Events that the row stands for. */
  weight: number;
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
      machine: machine.text(hits.machine[i] ?? 0),
      family: family.text(hits.family[i] ?? 0),
      server: server.text(hits.server[i] ?? 0),
      port: hits.port[i] ?? 0,
      network: hits.network[i] ?? 0,
      weight: hits.weight[i] ?? 1,
    };
  });
}
