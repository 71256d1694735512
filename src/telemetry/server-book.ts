import { UNDATED, type C2Server, type HitColumns } from '../model/telemetry.ts';
import { parseAddress } from './address.ts';
import type { ByteDictionary } from './dictionaries.ts';
import type { TextCoders } from './text-coders.ts';

/** Earliest and latest of two times, of which either may be unknown. */
function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

/** Two rows about the same server as one: the later word counts, the times are those of both. */
function mergedServer(old: C2Server, fresh: C2Server): C2Server {
  const [less, more] = (fresh.lastSeen ?? 0) >= (old.lastSeen ?? 0) ? [old, fresh] : [fresh, old];
  return {
    ...more,
    port: old.port ?? fresh.port,
    name: more.name || less.name,
    family: more.family || less.family,
    status: more.status === 'unknown' ? less.status : more.status,
    country: more.country || less.country,
    city: more.city || less.city,
    source: more.source || less.source,
    mark: more.mark || less.mark,
    firstSeen: earliest(old.firstSeen, fresh.firstSeen),
    lastSeen: latest(old.lastSeen, fresh.lastSeen),
  };
}

/** Servers of several files or pieces, each address once. */
export function mergeServers(servers: readonly C2Server[]): C2Server[] {
  const byAddress = new Map<string, C2Server>();
  for (const server of servers) {
    const old = byAddress.get(server.address);
    byAddress.set(server.address, old ? mergedServer(old, server) : server);
  }
  return [...byAddress.values()];
}

/** A server of which nothing is known but its address. */
export function bareServer(address: string): C2Server {
  return {
    address,
    port: null,
    name: '',
    family: '',
    status: 'unknown',
    country: '',
    city: '',
    latitude: null,
    longitude: null,
    accuracyKm: null,
    precision: null,
    firstSeen: null,
    lastSeen: null,
    source: '',
    mark: '',
  };
}

/** The C2 servers that a file names: those of its own rows, and those that its hits called. */
export class ServerBook {
  private readonly listed = new Map<string, C2Server>();
  /** Seconds of the first and last hit of each server code, and the family of the last one. */
  private first = new Uint32Array(0);
  private last = new Uint32Array(0);
  private family = new Uint32Array(0);
  private readonly dictionaries: TextCoders;

  constructor(dictionaries: TextCoders) {
    this.dictionaries = dictionaries;
  }

  add(server: C2Server): void {
    const old = this.listed.get(server.address);
    this.listed.set(server.address, old ? mergedServer(old, server) : server);
  }

  /** Notes the servers that hits called. */
  note({ length, server, family, time }: HitColumns): void {
    if (server.length === 0) return;
    const size = this.dictionaries.server.size;
    if (size > this.first.length) this.grow(size);
    const { first, last } = this;
    for (let i = 0; i < length; i++) {
      const code = server[i]!;
      if (code === 0) continue;
      const at = time[i]!;
      if (at < first[code]!) first[code] = at;
      if (at !== UNDATED && at >= last[code]!) last[code] = at;
      this.family[code] = family[i] ?? 0;
      if (first[code] === NEVER) first[code] = UNDATED - 1;
    }
  }

  /** All servers, those of their own rows first. */
  servers(source: string): C2Server[] {
    const { server: names, family } = this.dictionaries;
    const servers = new Map(this.listed);
    for (let code = 1; code < this.first.length; code++) {
      if (this.first[code] === NEVER) continue;
      const address = addressOf(names, code);
      if (address === null || servers.has(address)) continue;
      const dated = this.last[code] !== 0;
      servers.set(address, {
        ...bareServer(address),
        family: family.text(this.family[code]!),
        firstSeen: dated ? this.first[code]! * 1000 : null,
        lastSeen: dated ? this.last[code]! * 1000 : null,
        source,
      });
    }
    return [...servers.values()];
  }

  private grow(size: number): void {
    const { first, last, family } = this;
    this.first = new Uint32Array(size * 2).fill(NEVER);
    this.last = new Uint32Array(size * 2);
    this.family = new Uint32Array(size * 2);
    this.first.set(first);
    this.last.set(last);
    this.family.set(family);
  }
}

/** Stands for a server that no hit called. */
const NEVER = UNDATED;

/** The address that a server's text is; null for a name. */
function addressOf(names: ByteDictionary, code: number): string | null {
  const text = names.text(code);
  return parseAddress(text) ? text : null;
}
