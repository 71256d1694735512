import type { C2Server } from './telemetry.ts';

/** Servers in the order of their lives: first seen, then last seen, then address; those of unknown life last. */
export function byLife(servers: readonly C2Server[]): C2Server[] {
  const at = (time: number | null) => time ?? Infinity;
  const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  return [...servers].sort(
    (a, b) =>
      compare(at(a.firstSeen), at(b.firstSeen)) ||
      compare(at(a.lastSeen), at(b.lastSeen)) ||
      (a.address < b.address ? -1 : 1),
  );
}

/** The server before or after those of a set, in the order of their lives; null at either end. */
export function neighbourOf(
  servers: readonly C2Server[],
  addresses: readonly string[],
  step: 1 | -1,
): C2Server | null {
  const ordered = byLife(servers);
  const known = ordered.flatMap(({ address }, n) => (addresses.includes(address) ? [n] : []));
  const from = step > 0 ? known.at(-1) : known[0];
  if (from === undefined) return (step > 0 ? ordered[0] : ordered.at(-1)) ?? null;
  return ordered[from + step] ?? null;
}

/** A life as far as it is known, for a timeline: that of a server, or of several that have the same. */
export interface Lifetime {
  servers: C2Server[];
  start: number;
  end: number;
}

/** Lives of chosen servers, in their order; servers of which no time is known have none. */
export function lifetimesOf(
  servers: readonly C2Server[],
  addresses: readonly string[],
): Lifetime[] {
  const lives = new Map<string, Lifetime>();
  for (const server of byLife(servers.filter(({ address }) => addresses.includes(address)))) {
    const times = [server.firstSeen, server.lastSeen].filter((time) => time !== null);
    if (times.length === 0) continue;
    const life = { servers: [server], start: Math.min(...times), end: Math.max(...times) };
    const key = `${life.start} ${life.end} ${server.status}`;
    const same = lives.get(key);
    if (same) same.servers.push(server);
    else lives.set(key, life);
  }
  return [...lives.values()];
}
