import ipaddr from 'ipaddr.js';
import { geoDistance } from 'd3';
import type {
  Aggregate,
  CallAggregate,
  CellAggregate,
  DimensionAggregate,
  HourAggregate,
  TimeAggregate,
  TotalAggregate,
} from '../../src/model/aggregate.ts';
import { accuracyClassOf, precisions } from '../../src/model/place.ts';
import {
  measures,
  type Dimension,
  type Filter,
  type GroupByCall,
  type GroupByCell,
  type GroupByDimension,
  type GroupByHour,
  type GroupByTime,
  type Measure,
  type Query,
} from '../../src/model/query.ts';
import type { Polygon, Region } from '../../src/model/region.ts';
import { DAY } from '../../src/model/time.ts';
import type { MadeHit, MadePlace } from './made-up-telemetry.ts';

const dayOf = (time: number) => Math.floor(time / DAY);

/** Web Mercator in [0, 1), north at 0. */
function mercator(longitude: number, latitude: number): { x: number; y: number } {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return {
    x: (longitude + 180) / 360,
    y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI),
  };
}

function keyOf(hit: MadeHit, dimension: Dimension): string {
  const { host, family, server, port } = hit;
  switch (dimension) {
    case 'country':
      return host.place?.country ?? '';
    case 'city':
      return host.place?.city
        ? `${host.place.country}/${host.place.region}/${host.place.city}`
        : '';
    case 'network':
      return host.network;
    case 'family':
      return family;
    case 'server':
      return server;
    case 'port':
      return port;
    case 'kind':
      return host.kind;
    case 'connection':
      return host.connection;
  }
}

function insideRing({ ring }: Polygon, longitude: number, latitude: number): boolean {
  const at = mercator(longitude, latitude);
  const points = ring.map(([east, north]) => mercator(east, north));
  return points.reduce((inside, a, i) => {
    const b = points[(i + points.length - 1) % points.length]!;
    const crosses = a.y > at.y !== b.y > at.y;
    return crosses && at.x < ((b.x - a.x) * (at.y - a.y)) / (b.y - a.y) + a.x ? !inside : inside;
  }, false);
}

function inside(region: Region, { latitude, longitude, precision }: MadePlace): boolean {
  if (latitude === null || precision === 'country') return false;
  if (region.kind === 'polygon') {
    return [-360, 0, 360].some((turn) => insideRing(region, longitude + turn, latitude));
  }
  if (region.kind === 'circle') {
    const angle = geoDistance([region.longitude, region.latitude], [longitude, latitude]);
    return angle * 6371.0072 <= region.radiusKm;
  }
  const { west, east, south, north } = region;
  const between =
    west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
  return between && latitude >= south && latitude <= north;
}

function pileOf({ country, latitude, longitude, precision }: MadePlace): string {
  const known = precision === 'country' ? 'country' : 'city';
  return latitude === null ? '' : `${country}/${latitude},${longitude}/${known}`;
}

function inPrefix(address: string, prefix: string): boolean {
  const [first, bits] = ipaddr.parseCIDR(prefix.includes('/') ? prefix : `${prefix}/32`);
  const parsed = ipaddr.parse(address);
  return parsed.kind() === first.kind() && parsed.match(first, bits);
}

function passes(
  hit: MadeHit,
  { time, region, prefixes, where, without, addressFamily, precision }: Filter,
): boolean {
  if (prefixes && !prefixes.some((prefix) => inPrefix(hit.host.address, prefix))) return false;
  const { place } = hit.host;
  if (time && (hit.time === null || hit.time < time.start || hit.time >= time.end)) return false;
  if (precision && place?.precision !== precision) return false;
  if (place && without?.includes(pileOf(place))) return false;
  if (addressFamily && hit.host.address.includes(':') !== (addressFamily === 6)) return false;
  if (region && (!place || !inside(region, place))) return false;
  return Object.entries(where ?? {}).every(([dimension, keys]) =>
    keys.includes(keyOf(hit, dimension as Dimension)),
  );
}

/** What a measure tells apart; null where a hit has no such thing. */
function thingOf(hit: MadeHit, measure: Measure): unknown {
  switch (measure) {
    case 'hits':
    case 'events':
      return hit;
    case 'hosts':
      return hit.host.address;
    case 'machines':
      return hit.machine || null;
    case 'prefixes':
      return hit.host.prefix;
    case 'networks':
      return hit.host.network || null;
    case 'meanDailyHosts':
      return hit.time === null ? null : `${hit.host.address} ${dayOf(hit.time)}`;
  }
}

/** Map.groupBy, which Node 20 does not have. */
function grouped(hits: readonly MadeHit[], key: (hit: MadeHit) => string): Map<string, MadeHit[]> {
  const groups = new Map<string, MadeHit[]>();
  for (const hit of hits) groups.set(key(hit), [...(groups.get(key(hit)) ?? []), hit]);
  return groups;
}

function distinct(hits: readonly MadeHit[], measure: Measure): number {
  if (measure === 'events') return hits.reduce((sum, { weight }) => sum + weight, 0);
  return new Set(hits.map((hit) => thingOf(hit, measure)).filter((thing) => thing !== null)).size;
}

/** Answers queries from plain rows with sets: slow and obvious. */
export class ReferenceSource {
  private readonly first: number;
  private readonly last: number;

  constructor(private readonly hits: readonly MadeHit[]) {
    const times = hits.flatMap(({ time }) => (time === null ? [] : [time]));
    this.first = Math.min(...times);
    this.last = Math.max(...times);
  }

  answer(query: Query): Aggregate {
    const { groupBy } = query;
    switch (groupBy.by) {
      case 'cell':
        return this.cells(query as Query<GroupByCell>);
      case 'time':
        return this.bins(query as Query<GroupByTime>);
      case 'dimension':
        return this.groups(query as Query<GroupByDimension>);
      case 'hour':
        return this.hours(query as Query<GroupByHour>);
      case 'call':
        return this.calls(query as Query<GroupByCall>);
      case 'total':
        return this.totals(query);
    }
  }

  /** What passes a filter. */
  keep(filter: Filter): MadeHit[] {
    return this.hits.filter((hit) => passes(hit, filter));
  }

  /** Days with data that a range touches; a daily mean is taken over them. */
  private days(start: number, end: number): number {
    const from = Math.max(dayOf(this.first), dayOf(start));
    const to = Math.min(dayOf(this.last), Math.ceil(end / DAY) - 1);
    return Math.max(1, to - from + 1);
  }

  private count(hits: readonly MadeHit[], measure: Measure, filter: Filter): number {
    const count = distinct(hits, measure);
    const { start, end } = filter.time ?? { start: this.first, end: this.last + 1 };
    return measure === 'meanDailyHosts' ? count / this.days(start, end) : count;
  }

  private cells({ filter, measure, groupBy: { level } }: Query<GroupByCell>): CellAggregate {
    const located = this.keep(filter).filter(({ host: { place } }) => {
      return place && place.precision !== 'country' && place.latitude !== null;
    });
    const byCell = grouped(located, ({ host: { place } }) => {
      const { x, y } = mercator(place!.longitude, place!.latitude!);
      const side = 2 ** level;
      const cell = [Math.floor(x * side), Math.floor(y * side), accuracyClassOf(place!.accuracyKm)];
      return cell.join(' ');
    });
    const cells = [...byCell]
      .map(([key, hits]) => ({ at: key.split(' ').map(Number), hits }))
      .map(({ at, hits }) => ({ at, value: this.count(hits, measure, filter) }))
      .filter(({ value }) => value > 0);
    return {
      by: 'cell',
      measure,
      level,
      length: cells.length,
      x: Uint32Array.from(cells, ({ at }) => at[0]!),
      y: Uint32Array.from(cells, ({ at }) => at[1]!),
      accuracyClass: Uint8Array.from(cells, ({ at }) => at[2]!),
      value: Float32Array.from(cells, ({ value }) => value),
      total: this.count(located, measure, filter),
    };
  }

  private bins({ filter, measure, groupBy }: Query<GroupByTime>): TimeAggregate {
    const { interval, counting } = groupBy;
    const { time, ...untimed } = filter;
    const first = Math.max(this.first, time?.start ?? -Infinity);
    const last = Math.min(this.last, (time?.end ?? Infinity) - 1000);
    const start = Math.floor(first / interval) * interval;
    const dated = this.keep(filter).filter((hit) => hit.time !== null);
    const seen = new Set<unknown>();
    const value: number[] = [];
    const ordered = [...dated].sort((a, b) => a.time! - b.time!);
    for (let bin = start; bin <= last; bin += interval) {
      const inBin = ordered.filter((hit) => hit.time! >= bin && hit.time! < bin + interval);
      const hits =
        counting === 'new' && measure !== 'meanDailyHosts'
          ? inBin.filter((hit) => !seen.has(thingOf(hit, measure)))
          : inBin;
      const window = { start: Math.max(bin, first), end: Math.min(bin + interval, last + 1) };
      value.push(this.count(hits, measure, { time: window }));
      for (const hit of inBin) seen.add(thingOf(hit, measure));
    }
    return {
      by: 'time',
      measure,
      counting,
      start,
      interval,
      value: Float64Array.from(value),
      total: this.count(dated, measure, filter),
      undatedHits: this.keep(untimed).filter((hit) => hit.time === null).length,
    };
  }

  private groups({ filter, measure, groupBy }: Query<GroupByDimension>): DimensionAggregate {
    const { dimension, limit } = groupBy;
    const kept = this.keep(filter);
    const groups = [...grouped(kept, (hit) => keyOf(hit, dimension))]
      .map(([key, hits]) => ({
        key,
        value: this.count(hits, measure, filter),
        countryOnly: this.count(
          hits.filter(({ host }) => host.place?.precision === 'country'),
          measure,
          filter,
        ),
      }))
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1));
    const shown = groups.slice(0, limit);
    return {
      by: 'dimension',
      measure,
      dimension,
      keys: shown.map(({ key }) => key),
      labels: shown.map(({ key }) => key),
      value: Float64Array.from(shown, ({ value }) => value),
      countryOnly: Float64Array.from(shown, ({ countryOnly }) => countryOnly),
      groups: groups.length,
      total: this.count(kept, measure, filter),
    };
  }

  private calls({ filter, measure, groupBy }: Query<GroupByCall>): CallAggregate {
    const kept = this.keep(filter);
    const called = kept.filter(
      ({ host, server }) => host.place && server !== '' && !groupBy.without.includes(server),
    );
    const pairs = [...grouped(called, ({ host, server }) => `${server} ${host.place!.country}`)]
      .filter(([pair]) => !pair.endsWith(' '))
      .map(([pair, hits]) => ({ pair, value: this.count(hits, measure, filter) }))
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value - a.value || (a.pair < b.pair ? -1 : 1));
    const shown = pairs.slice(0, groupBy.limit);
    return {
      ...{ by: 'call', measure, groups: pairs.length, servers: [] },
      country: shown.map(({ pair }) => pair.split(' ')[1]!),
      server: shown.map(({ pair }) => pair.split(' ')[0]!),
      value: Float64Array.from(shown, ({ value }) => value),
      total: this.count(kept, measure, filter),
    };
  }

  private hours({ filter, measure }: Query<GroupByHour>): HourAggregate {
    const dated = this.keep(filter).filter(({ time }) => time !== null);
    const monday = (time: number) => (new Date(time).getUTCDay() + 6) % 7;
    const days = new Uint32Array(7);
    const start = Math.max(this.first, filter.time?.start ?? -Infinity);
    const end = Math.min(this.last + 1, filter.time?.end ?? Infinity);
    for (let day = dayOf(start); start < end && day * DAY < end; day++) days[monday(day * DAY)]!++;
    const hourOf = ({ time }: MadeHit) => monday(time!) * 24 + new Date(time!).getUTCHours();
    const byHour = grouped(dated, (hit) => String(hourOf(hit)));
    const value = Float64Array.from({ length: 168 }, (_, hour) => {
      const count = distinct(byHour.get(String(hour)) ?? [], measure);
      const isMean = measure === 'meanDailyHosts';
      return isMean ? count / Math.max(1, days[Math.floor(hour / 24)]!) : count;
    });
    return { by: 'hour', measure, value, days };
  }

  private totals({ filter, measure }: Query): TotalAggregate {
    const kept = this.keep(filter);
    const by = (precision: string) =>
      this.count(
        kept.filter(({ host }) => (host.place?.precision ?? 'none') === precision),
        measure,
        filter,
      );
    const entries = <K extends string>(names: readonly K[], valueOf: (name: K) => number) =>
      Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<K, number>;
    const countries = new Set(kept.map((hit) => keyOf(hit, 'country')));
    countries.delete('');
    return {
      by: 'total',
      value: entries(measures, (name) => this.count(kept, name, filter)),
      countries: countries.size,
      byPrecision: entries([...precisions, 'none'] as const, by),
    };
  }
}

/** An aggregate in plain values and a fixed order, so that two can be compared; labels are left out. */
export function plain(aggregate: Aggregate): unknown {
  switch (aggregate.by) {
    case 'call': {
      const { servers: _, value, ...rest } = aggregate;
      return { ...rest, value: [...value] };
    }
    case 'hour':
      return { ...aggregate, value: [...aggregate.value], days: [...aggregate.days] };
    case 'cell': {
      const { measure, level, total, x, y, accuracyClass, value } = aggregate;
      const all = Array.from({ length: aggregate.length }, (_, i) => [
        ...[y[i]!, x[i]!, accuracyClass[i]!],
        Math.fround(value[i]!),
      ]);
      const cells = all.filter(([, , , count]) => count !== 0);
      const { length } = cells;
      cells.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!);
      return { measure, level, length, total, cells };
    }
    case 'time': {
      const { start, value, ...rest } = aggregate;
      return { ...rest, start: value.length > 0 ? start : 0, value: [...value] };
    }
    case 'dimension': {
      const { value, countryOnly, labels: _, ...rest } = aggregate;
      return { ...rest, value: [...value], countryOnly: [...countryOnly] };
    }
    case 'total':
      return aggregate;
  }
}
