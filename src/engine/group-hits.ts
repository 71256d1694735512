import type { HitColumns } from '../model/telemetry.ts';
import { KindNumbers } from './kind-numbers.ts';
import { narrowHits, widenHits } from './narrow-hits.ts';
import type { HitTable } from './telemetry-table.ts';

/** Hits by host, before hosts have places. */
export interface GroupedHits {
  hits: HitTable;
  length: number;
  length4: number;
  address4: Uint32Array;
  address6: Uint32Array;
  start: Uint32Array;
  /** AS number that the rows name, the last one of each host; 0 where none does, and empty where no row does. */
  network: Uint32Array;
  /** Number of the country that the rows name, the last one of each host; empty where no row names one. */
  country: Uint16Array;
}

/** Nothing, by host. */
export function noHits(): GroupedHits {
  const none = () => new Uint32Array(0);
  const hits = {
    length: 0,
    time: none(),
    machine: none(),
    kind: new Uint8Array(0),
    weight: none(),
  };
  return {
    hits: narrowHits(hits, new KindNumbers().table()),
    ...{ length: 0, length4: 0, address4: none(), address6: none() },
    ...{ start: new Uint32Array(1), network: none(), country: new Uint16Array(0) },
  };
}

/** Grouped hits as one batch of rows again. */
export function ungroupHits(grouped: GroupedHits): HitColumns {
  const { hits, length, length4, address4, address6, start, network, country } = grouped;
  const address = new Uint32Array(hits.length);
  const addressFamily = new Uint8Array(hits.length);
  const networks = new Uint32Array(hits.length);
  const countries = new Uint16Array(country.length > 0 ? hits.length : 0);
  for (let host = 0; host < length; host++) {
    const from = start[host]!;
    const to = start[host + 1]!;
    address.fill(host < length4 ? address4[host]! : host - length4, from, to);
    addressFamily.fill(host < length4 ? 4 : 6, from, to);
    networks.fill(network[host] ?? 0, from, to);
    if (countries.length > 0) countries.fill(country[host]!, from, to);
  }
  const plain = widenHits(hits);
  return {
    ...plain,
    family: Uint32Array.from(plain.family),
    server: Uint32Array.from(plain.server),
    address,
    addressFamily,
    address6,
    network: networks,
    country: countries,
    row: new Uint32Array(0),
  };
}
