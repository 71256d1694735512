import type { FilterMasks } from './filter-masks.ts';
import type { Telemetry } from './telemetry-table.ts';

/** What a filter keeps, in the table's order: host by host, by time within a host. */
export interface Selection {
  /** Hits that pass. */
  hit: Uint32Array;
  /** Host of each of them. */
  host: Uint32Array;
  /** The distinct hosts among them. */
  hosts: Uint32Array;
}

/** Keeps whole hosts. */
function selectHosts({ hits, hosts }: Telemetry, mask: Uint8Array | null): Selection {
  const hit = new Uint32Array(hits.length);
  const host = new Uint32Array(hits.length);
  const kept = new Uint32Array(hosts.length);
  let length = 0;
  let keptHosts = 0;
  for (let h = 0; h < hosts.length; h++) {
    if (mask !== null && mask[h] === 0) continue;
    kept[keptHosts++] = h;
    const end = hosts.start[h + 1]!;
    for (let at = hosts.start[h]!; at < end; at++) {
      hit[length] = at;
      host[length++] = h;
    }
  }
  return cut({ hit, host, hosts: kept }, length, keptHosts);
}

/** Keeps single hits of the hosts that are kept. */
function selectHits({ hits, hosts }: Telemetry, masks: FilterMasks): Selection {
  const { host: mask, family, server, port, timeFrom, timeTo } = masks;
  const hit = new Uint32Array(hits.length);
  const host = new Uint32Array(hits.length);
  const kept = new Uint32Array(hosts.length);
  let length = 0;
  let keptHosts = 0;
  for (let h = 0; h < hosts.length; h++) {
    if (mask !== null && mask[h] === 0) continue;
    const before = length;
    const end = hosts.start[h + 1]!;
    for (let at = hosts.start[h]!; at < end; at++) {
      const time = hits.time[at]!;
      if (time < timeFrom || time >= timeTo) continue;
      if (family !== null && family[hits.family[at]!] === 0) continue;
      if (server !== null && server[hits.server[at]!] === 0) continue;
      if (port !== null && port[hits.port[at]!] === 0) continue;
      hit[length] = at;
      host[length++] = h;
    }
    if (length > before) kept[keptHosts++] = h;
  }
  return cut({ hit, host, hosts: kept }, length, keptHosts);
}

/** Gives back the room that was not needed. */
function cut({ hit, host, hosts }: Selection, length: number, keptHosts: number): Selection {
  const fit = (values: Uint32Array, size: number) =>
    size === values.length ? values : values.slice(0, size);
  return { hit: fit(hit, length), host: fit(host, length), hosts: fit(hosts, keptHosts) };
}

/** The hits and hosts that a filter keeps, by one pass. */
export function select(telemetry: Telemetry, masks: FilterMasks): Selection {
  return masks.looksAtHits ? selectHits(telemetry, masks) : selectHosts(telemetry, masks.host);
}
