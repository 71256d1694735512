import type { C2Server, ServerStatus } from './telemetry.ts';

/** Where countries are labelled: ISO alpha-2 to degrees. */
export type LabelPoints = ReadonlyMap<string, readonly [longitude: number, latitude: number]>;

/** One or more servers that stand at one point of the map. */
export interface ServerMark {
  /** Address of the one server, or `country:NL`, or `near:` and a cell for servers too close to tell apart. */
  key: string;
  /** Degrees: the place, or the label point of the country. */
  longitude: number;
  latitude: number;
  servers: C2Server[];
  /** True where nothing better than the country is known: the point means the country. */
  countryOnly: boolean;
}

/** A mark on screen: centre and radius in CSS pixels. */
export interface Disc {
  x: number;
  y: number;
  radius: number;
}

/** Edge of a diamond, ring, circle or square, CSS pixels. */
export const SHAPE_SIZE = 11;
/** More single servers than these are told by their number only. */
const RING_LIMIT = 16;
const CELL_PIXELS = 36;

function isPlaced(server: C2Server): boolean {
  return (
    server.latitude !== null &&
    server.longitude !== null &&
    server.precision !== 'country' &&
    server.precision !== null
  );
}

function cellOf(server: C2Server, zoom: number): string {
  const cells = (512 * 2 ** Math.floor(zoom)) / CELL_PIXELS;
  const x = Math.floor((((server.longitude ?? 0) + 180) / 360) * cells);
  const y = Math.floor((((server.latitude ?? 0) + 90) / 360) * cells * 1.6);
  return `near:${Math.floor(zoom)}/${x}/${y}`;
}

/** Names of the marks: servers of a country stand together, placed ones where they are within a few pixels. */
function keyOf(server: C2Server, zoom: number): string | null {
  if (isPlaced(server)) return cellOf(server, zoom);
  return server.country === '' ? null : `country:${server.country}`;
}

function meanPosition(servers: readonly C2Server[]): [number, number] | null {
  const placed = servers.filter((server) => server.latitude !== null && server.longitude !== null);
  if (placed.length === 0) return null;
  const sum = (pick: (server: C2Server) => number | null) =>
    placed.reduce((total, server) => total + (pick(server) ?? 0), 0) / placed.length;
  return [sum((server) => server.longitude), sum((server) => server.latitude)];
}

/**
 * The marks of servers at a zoom, in a fixed order: largest group first, then by key. A server of which not even the
 * country is known has no mark.
 */
export function serverMarks(
  servers: readonly C2Server[],
  points: LabelPoints,
  zoom: number,
): ServerMark[] {
  const groups = new Map<string, C2Server[]>();
  for (const server of servers) {
    const key = keyOf(server, zoom);
    if (key === null) continue;
    groups.set(key, [...(groups.get(key) ?? []), server]);
  }
  const marks: ServerMark[] = [];
  for (const [group, members] of groups) {
    const countryOnly = group.startsWith('country:');
    const point = (countryOnly && points.get(group.slice(8))) || meanPosition(members);
    if (!point) continue;
    const key = members.length === 1 ? (members[0]?.address ?? group) : group;
    marks.push({ key, longitude: point[0], latitude: point[1], servers: members, countryOnly });
  }
  return marks.sort((a, b) => b.servers.length - a.servers.length || (a.key < b.key ? -1 : 1));
}

/** The mark that a selection means: a group, or the group that a server stands in. */
export function markOf(marks: readonly ServerMark[], selected: string | null): ServerMark | null {
  if (selected === null) return null;
  const own = marks.find((mark) => mark.key === selected);
  if (own) return own;
  const country = selected.startsWith('country:') ? selected.slice(8) : null;
  return (
    marks.find((mark) =>
      mark.servers.some((server) =>
        country ? mark.countryOnly && server.country === country : server.address === selected,
      ),
    ) ?? null
  );
}

/** Where the single servers of a group stand around its count, from the top clockwise; none for one or very many. */
export function ringOffsets(count: number): { x: number; y: number }[] {
  if (count < 2 || count > RING_LIMIT) return [];
  const radius = ringRadius(count);
  return Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
    return { x: Math.cos(angle) * radius, y: Math.sin(angle) * radius };
  });
}

/** Radius of the dashed circle of a group, CSS pixels. */
export function ringRadius(count: number): number {
  if (count < 2) return SHAPE_SIZE;
  if (count > RING_LIMIT) return 20;
  return Math.max(15, (count * (SHAPE_SIZE + 1)) / (2 * Math.PI));
}

/**
 * Moves discs apart so that none covers another, keeping the earlier one of each pair where it is. The same discs always
 * end in the same places.
 */
export function declutter(discs: readonly Disc[], gap: number): { x: number; y: number }[] {
  const placed = discs.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < 24; round++) {
    let moved = false;
    for (let j = 1; j < discs.length; j++) {
      for (let i = 0; i < j; i++) {
        const [a, b] = [placed[i]!, placed[j]!];
        const apart = discs[i]!.radius + discs[j]!.radius + gap;
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const distance = Math.hypot(dx, dy);
        if (distance >= apart - 0.01) continue;
        const angle = distance > 0.5 ? Math.atan2(dy, dx) : 1 + j;
        b.x = a.x + Math.cos(angle) * apart;
        b.y = a.y + Math.sin(angle) * apart;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return placed;
}

/** The status that a group shows: the one that all share, else unknown. */
export function sharedStatus(servers: readonly C2Server[]): ServerStatus {
  const status = servers[0]?.status ?? 'unknown';
  return servers.every((server) => server.status === status) ? status : 'unknown';
}
