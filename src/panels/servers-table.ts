import { csvFormatRows } from 'd3';
import type { DimensionAggregate } from '../model/aggregate.ts';
import type { C2Server } from '../model/telemetry.ts';
import { isoDate } from '../model/time.ts';
import { inert } from './ranking-csv.ts';

/** A server with the victims that the filters keep; null where the telemetry does not name it. */
export interface ServerRow {
  server: C2Server;
  victims: number | null;
}

/** What a table of servers can be sorted by. */
export const serverColumns = [
  'address',
  'country',
  'network',
  'family',
  'status',
  'firstSeen',
  'lastSeen',
  'victims',
] as const;
export type ServerColumn = (typeof serverColumns)[number];

/** Rows of servers with their victims. */
export function serverRows(
  servers: readonly C2Server[],
  ranking: DimensionAggregate | null,
): ServerRow[] {
  const victims = new Map(ranking?.keys.map((key, n) => [key, ranking.value[n]!]));
  return servers.map((server) => ({ server, victims: victims.get(server.address) ?? null }));
}

function valueOf({ server, victims }: ServerRow, column: ServerColumn): string | number | null {
  if (column === 'victims') return victims;
  return server[column] ?? null;
}

/** Rows in the order of a column; what is unknown comes last either way, and ties are by address. */
export function sortedRows(
  rows: readonly ServerRow[],
  column: ServerColumn,
  isDescending: boolean,
): ServerRow[] {
  const isUnknown = (value: string | number | null) => value === null || value === '';
  return [...rows].sort((a, b) => {
    const [x, y] = [valueOf(a, column), valueOf(b, column)];
    if (isUnknown(x) !== isUnknown(y)) return isUnknown(x) ? 1 : -1;
    const order = x === y ? 0 : x! < y! ? -1 : 1;
    if (order !== 0) return isDescending ? -order : order;
    return a.server.address < b.server.address ? -1 : 1;
  });
}

/** The table as CSV: names in English, dates of UTC, numbers plain; empty where unknown. */
export function serversCsv(rows: readonly ServerRow[], measure: string, total: number): string {
  const day = (time: number | null) => (time === null ? '' : isoDate(time));
  const head = ['address', 'port', 'name', 'family', 'status', 'country', 'city', 'network'];
  const lines = rows.map(({ server, victims }) => [
    ...[inert(server.address), String(server.port ?? ''), inert(server.name)],
    ...[inert(server.family), server.status, server.country, inert(server.city)],
    ...[inert(server.network ?? ''), day(server.firstSeen), day(server.lastSeen)],
    victims === null ? '' : String(victims),
    victims === null || total <= 0 ? '' : ((100 * victims) / total).toFixed(4),
    inert(server.source),
  ]);
  const rest = ['first_seen', 'last_seen', measure, 'share_percent', 'source'];
  return `${csvFormatRows([[...head, ...rest], ...lines])}\n`;
}
