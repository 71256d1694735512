import { precisions } from '../model/place.ts';
import type { Dimension, Measure } from '../model/query.ts';
import { ageNotices } from '../model/database-age.ts';
import type { Summary } from '../model/source.ts';
import { emptyLedger, type Ledger, type RefusalReason } from '../model/telemetry.ts';
import type { Telemetry } from './telemetry-table.ts';

function some(values: Uint32Array | Uint16Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) return true;
  return false;
}

/** Distinct machine ids among the hits. */
function machinesOf({ hits, machines }: Telemetry): number {
  const seen = new Uint8Array(machines);
  let count = 0;
  let last = 0;
  for (let hit = 0; hit < hits.machine.length; hit++) {
    const machine = hits.machine[hit]!;
    // Hits of a host mostly are of one machine, and stand together; 0 is none.
    if (machine === last || machine === 0) continue;
    last = machine;
    count += 1 - seen[machine]!;
    seen[machine] = 1;
  }
  return count;
}

/** The ledger of what was read. */
export function ledgerOf(
  telemetry: Telemetry,
  rows: number,
  refused: Record<RefusalReason, number>,
): Ledger {
  const { hosts, places, hits } = telemetry;
  const ledger = emptyLedger();
  for (let host = 0; host < hosts.length; host++) {
    const place = hosts.place[host]!;
    if (place !== 0) ledger.located[precisions[places.precision[place - 1]!]!]++;
    else ledger.unlocated[hosts.reserved[host] === 1 ? 'notPublic' : 'notInDatabase']++;
  }
  return {
    ...ledger,
    rows,
    refused: { ...refused },
    hits: hits.length,
    hosts: hosts.length,
    machines: machinesOf(telemetry),
  };
}

/** Dimensions that have a known value, and measures that the data supports. */
export function offers(telemetry: Telemetry): { dimensions: Dimension[]; measures: Measure[] } {
  const { hits, hosts, places, range } = telemetry;
  const networks = some(hosts.network);
  const has: Record<Dimension, boolean> = {
    country: places.countries.length > 1,
    city: places.cities.length > 1,
    network: networks,
    family: some(hits.kinds.family),
    server: some(hits.kinds.server),
    port: some(hits.kinds.port),
    kind: hosts.kind.length > 0,
    connection: hosts.connection.length > 0,
  };
  const measures: Measure[] =
    hits.weight.length > 0 ? ['hits', 'events', 'hosts'] : ['hits', 'hosts'];
  if (hits.machine.length > 0) measures.push('machines');
  measures.push('prefixes');
  if (networks) measures.push('networks');
  if (range) measures.push('meanDailyHosts');
  return { dimensions: (Object.keys(has) as Dimension[]).filter((name) => has[name]), measures };
}

/** What a reader of the whole must know. */
export function noticesOf(
  told: Pick<Summary, 'files' | 'databases' | 'time' | 'reconstruction'>,
): string[] {
  const resolvers = told.files.reduce((sum, file) => sum + (file.resolvers ?? 0), 0);
  if (resolvers === 0) return ageNotices(told);
  const words =
    `${resolvers.toLocaleString('en')} hits are of DNS resolvers that asked a sinkhole: ` +
    'likely not infected themselves. They are counted in every figure.';
  return [words, ...ageNotices(told)];
}
