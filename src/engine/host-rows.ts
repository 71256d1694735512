import type { HostColumn, HostRow, HostUnit } from '../model/inspection.ts';
import { precisions } from '../model/place.ts';
import { spelledPrefix } from '../model/prefix.ts';
import { UNDATED } from '../model/telemetry.ts';
import { networkKey } from './dimension-keys.ts';
import type { HostMatch } from './match-hosts.ts';
import type { Selection } from './selection.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Telemetry } from './telemetry-table.ts';

/** The largest key: what is unknown, and comes last. */
const UNKNOWN = 0xffffffff;

/** Hosts of a selection by prefix or by address. A row is known by its first host, whether that is kept or not. */
export class HostRows {
  private readonly telemetry: Telemetry;

  constructor(
    private readonly index: TelemetryIndex,
    private readonly selection: Selection,
    private readonly unit: HostUnit,
  ) {
    this.telemetry = index.telemetry;
  }

  private isKept(host: number): boolean {
    const { counts, masks } = this.selection;
    if (counts !== null) return counts[host] !== 0;
    return masks.host === null || masks.host[host] !== 0;
  }

  private keptHits(host: number): number {
    const { counts } = this.selection;
    if (counts !== null) return counts[host]!;
    const { start } = this.telemetry.hosts;
    return start[host + 1]! - start[host]!;
  }

  private isHitKept(hit: number): boolean {
    const { masks, span } = this.selection;
    const { time, kind } = this.telemetry.hits;
    if (masks.kind !== null && masks.kind[kind[hit]!] === 0) return false;
    return span === null || (time[hit]! >= span.from && time[hit]! < span.to);
  }

  private matches(host: number, { host: isHost, kind: inKind }: HostMatch): boolean {
    if (isHost(host)) return true;
    if (inKind === null) return false;
    const { hits, hosts } = this.telemetry;
    const end = hosts.start[host + 1]!;
    for (let hit = hosts.start[host]!; hit < end; hit++) {
      if (inKind[hits.kind[hit] ?? 0] === 1 && this.isHitKept(hit)) return true;
    }
    return false;
  }

  /** First hosts of the rows in the order of addresses, and how many rows there are whatever is sought. */
  list(match: HostMatch | null): { first: Uint32Array; all: number } {
    const { length } = this.telemetry.hosts;
    const first = new Uint32Array(length);
    let [rows, all] = [0, 0];
    for (let begin = 0; begin < length;) {
      const end = this.endOf(begin);
      let [kept, isWanted] = [false, false];
      for (let host = begin; host < end && !isWanted; host++) {
        if (!this.isKept(host)) continue;
        kept = true;
        isWanted = match === null || this.matches(host, match);
      }
      if (kept) all++;
      if (isWanted) first[rows++] = begin;
      begin = end;
    }
    return { first: first.slice(0, rows), all };
  }

  /** One more than the last host of a row. */
  private endOf(first: number): number {
    if (this.unit === 'address') return first + 1;
    const { begins } = this.index.prefixes;
    const { length } = this.telemetry.hosts;
    let host = first + 1;
    while (host < length && ((begins[host >>> 5]! >>> (host & 31)) & 1) === 0) host++;
    return host;
  }

  /** What rows are sorted by; UNKNOWN where a row has none. */
  keys(first: Uint32Array, column: Exclude<HostColumn, 'name'>, ranks: Ranks): Uint32Array {
    const keys = new Uint32Array(first.length);
    const keyOf = this.keyBy(column, ranks);
    for (let row = 0; row < first.length; row++) {
      const begin = first[row]!;
      keys[row] = keyOf(begin, this.endOf(begin), row);
    }
    return keys;
  }

  /** Tells machines apart row after row, without a set for each. */
  private seenByRow(): SeenBy {
    const seenIn = new Uint32Array(this.telemetry.machines);
    let number = 0;
    const isNew = (machine: number) => {
      if (seenIn[machine] === number) return false;
      seenIn[machine] = number;
      return true;
    };
    return (row) => {
      number = row + 1;
      return isNew;
    };
  }

  private keyBy(column: Exclude<HostColumn, 'name'>, ranks: Ranks): KeyOf {
    const { hosts } = this.telemetry;
    switch (column) {
      case 'hosts':
        return (begin, end) => this.sum(begin, end, one);
      case 'hits': {
        const hitsOf = (host: number) => this.keptHits(host);
        return (begin, end) => this.sum(begin, end, hitsOf);
      }
      case 'wholeHits':
        return (begin, end) => hosts.start[end]! - hosts.start[begin]!;
      case 'machines': {
        const seen = this.seenByRow();
        return (begin, end, row) => this.machines(begin, end, seen(row));
      }
      case 'first':
        return (begin, end) => this.firstSeen(begin, end);
      case 'last':
        return (begin, end) => this.lastSeen(begin, end);
      case 'place': {
        const rank = ranks.places();
        return (begin, end) => {
          const place = this.mostOf(hosts.place, begin, end).code;
          return place === 0 ? UNKNOWN : rank[place - 1]!;
        };
      }
      case 'network': {
        const rank = ranks.networks();
        return (begin, end) => {
          const network = this.mostOf(hosts.network, begin, end).code;
          return network === 0 ? UNKNOWN : rank[network]!;
        };
      }
    }
  }

  private sum(begin: number, end: number, of: (host: number) => number): number {
    let sum = 0;
    for (let host = begin; host < end; host++) if (this.isKept(host)) sum += of(host);
    return sum;
  }

  /**
   * Distinct machines of a row.
   * @param isNew hears of a machine, and says whether it is the first time in this row
   */
  private machines(begin: number, end: number, isNew: (machine: number) => boolean): number {
    const { hits, hosts } = this.telemetry;
    if (hits.machine.length === 0) return 0;
    const isWhole = this.selection.counts === null;
    let count = 0;
    for (let host = begin; host < end; host++) {
      if (!this.isKept(host)) continue;
      const to = hosts.start[host + 1]!;
      for (let hit = hosts.start[host]!; hit < to; hit++) {
        const machine = hits.machine[hit]!;
        if (machine === 0 || (!isWhole && !this.isHitKept(hit))) continue;
        if (isNew(machine)) count++;
      }
    }
    return count;
  }

  /** Hits of a host stand in the order of time, undated ones last. */
  private firstSeen(begin: number, end: number): number {
    const { hits, hosts } = this.telemetry;
    let first = UNDATED;
    if (hits.time.length === 0) return first;
    for (let host = begin; host < end; host++) {
      if (!this.isKept(host)) continue;
      let hit = hosts.start[host]!;
      const to = hosts.start[host + 1]!;
      while (hit < to && !this.isHitKept(hit)) hit++;
      if (hit < to) first = Math.min(first, hits.time[hit]!);
    }
    return first;
  }

  private lastSeen(begin: number, end: number): number {
    const { hits, hosts } = this.telemetry;
    let last = -1;
    if (hits.time.length === 0) return UNDATED;
    for (let host = begin; host < end; host++) {
      if (!this.isKept(host)) continue;
      const from = hosts.start[host]!;
      let hit = hosts.start[host + 1]! - 1;
      while (hit >= from && (hits.time[hit] === UNDATED || !this.isHitKept(hit))) hit--;
      if (hit >= from) last = Math.max(last, hits.time[hit]!);
    }
    return last < 0 ? UNDATED : last;
  }

  /** The code that most kept hosts have (the first of several; 0, unknown, only where there is no other), and how many others. */
  private mostOf(codes: Uint32Array, begin: number, end: number): { code: number; others: number } {
    if (this.areAlike(codes, begin, end)) return { code: codes[begin]!, others: 0 };
    const counts = new Map<number, number>();
    for (let host = begin; host < end; host++) {
      const code = codes[host]!;
      if (code !== 0 && this.isKept(host)) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    let [best, most] = [0, 0];
    for (const [code, count] of counts) if (count > most) [best, most] = [code, count];
    return { code: best, others: Math.max(0, counts.size - 1) };
  }

  private areAlike(codes: Uint32Array, begin: number, end: number): boolean {
    for (let host = begin + 1; host < end; host++) if (codes[host] !== codes[begin]) return false;
    return true;
  }

  private families(begin: number, end: number): string[] {
    const { hits, hosts, families } = this.telemetry;
    const counts = new Map<number, number>();
    for (let host = begin; host < end; host++) {
      if (!this.isKept(host)) continue;
      const to = hosts.start[host + 1]!;
      for (let hit = hosts.start[host]!; hit < to; hit++) {
        if (!this.isHitKept(hit)) continue;
        const family = hits.kinds.family[hits.kind[hit] ?? 0]!;
        counts.set(family, (counts.get(family) ?? 0) + 1);
      }
    }
    return [...counts]
      .filter(([family]) => families[family] !== '')
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([family]) => families[family]!);
  }

  private nameOf(host: number): string {
    const { length4, address4, address6 } = this.telemetry.hosts;
    const isPrefix = this.unit === 'prefix';
    if (host < length4) {
      const word = address4[host]!;
      return isPrefix ? spelledPrefix(4, [word - (word % 256)], 24) : spelledPrefix(4, [word], 32);
    }
    const at = (host - length4) * 4;
    const [a, b, c, d] = address6.subarray(at, at + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    return isPrefix
      ? spelledPrefix(6, [a, b - (b % 65_536), 0, 0], 48)
      : spelledPrefix(6, [a, b, c, d], 128);
  }

  /** Everything that is told of rows. */
  tell(first: Uint32Array): HostRow[] {
    const { hosts } = this.telemetry;
    return Array.from(first, (begin) => {
      const end = this.endOf(begin);
      const place = this.mostOf(hosts.place, begin, end);
      const network = this.mostOf(hosts.network, begin, end);
      return {
        name: this.nameOf(begin),
        hosts: this.sum(begin, end, one),
        hits: this.sum(begin, end, (host) => this.keptHits(host)),
        wholeHits: hosts.start[end]! - hosts.start[begin]!,
        machines: this.machines(begin, end, unseen()),
        first: momentOf(this.firstSeen(begin, end)),
        last: momentOf(this.lastSeen(begin, end)),
        families: this.families(begin, end),
        place: this.placeOf(place.code),
        otherPlaces: place.others,
        ...this.networkOf(network.code),
        otherNetworks: network.others,
      };
    });
  }

  private placeOf(code: number): HostRow['place'] {
    if (code === 0) return null;
    const { places } = this.telemetry;
    const place = code - 1;
    return {
      country: places.countries[places.country[place]!]!,
      region: places.regions[places.region[place]!]!,
      city: places.cities[places.city[place]!]!,
      precision: precisions[places.precision[place]!]!,
    };
  }

  private networkOf(code: number): Pick<HostRow, 'network' | 'networkName'> {
    const { asns, networkNames } = this.telemetry;
    const asn = asns[code]!;
    return { network: networkKey(asn), networkName: networkNames.get(asn) ?? '' };
  }
}

/** Ranks of places and networks by their names: made when they are sorted by. */
export interface Ranks {
  places: () => Uint32Array;
  networks: () => Uint32Array;
}

/** What a row is sorted by: of hosts `begin` to before `end`, the rows one after the other. */
type KeyOf = (begin: number, end: number, row: number) => number;

const one = () => 1;

/** For a row, what says of each machine whether it is the first time there. */
type SeenBy = (row: number) => (machine: number) => boolean;

/** Tells the machines of one row apart. */
function unseen(): (machine: number) => boolean {
  const machines = new Set<number>();
  return (machine) => machines.size < machines.add(machine).size;
}

function momentOf(seconds: number): number | null {
  return seconds === UNDATED ? null : seconds * 1000;
}
