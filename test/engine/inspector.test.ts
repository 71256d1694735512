import ipaddr from 'ipaddr.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeEngine, type AtlasEngine } from '../../src/engine/atlas-engine.ts';
import type { DimensionAggregate } from '../../src/model/aggregate.ts';
import {
  groupColumns,
  hostColumns,
  hostUnits,
  inspectedDimensions,
  rateOfGroup,
  type GroupInspection,
  type HostColumn,
  type HostInspection,
  type HostRow,
  type HostUnit,
} from '../../src/model/inspection.ts';
import { inhabitantsOf } from '../../src/model/inhabitants.ts';
import { measures, type Filter } from '../../src/model/query.ts';
import { DAY } from '../../src/model/time.ts';
import { filesOf, madeDatabases, madeStart, makeHits, type MadeHit } from './made-up-telemetry.ts';
import { ReferenceSource } from './reference-answer.ts';

const hits = makeHits(7, 900);
const reference = new ReferenceSource(hits);
let engine: AtlasEngine;

beforeAll(async () => {
  engine = makeEngine();
  const request = { servers: [], databases: madeDatabases(), reconstruction: false };
  await engine.load({ ...request, telemetry: filesOf(hits), mode: 'replace' }, () => undefined);
});

const filters: Record<string, Filter> = {
  nothing: {},
  'a country': { where: { country: ['GB'] } },
  'a time': { time: { start: madeStart + 2 * DAY, end: madeStart + 5.5 * DAY } },
  'a family and a time': {
    where: { family: ['mirai', ''] },
    time: { start: madeStart, end: madeStart + 9 * DAY },
  },
  'a server, in IPv6': { where: { server: ['198.51.100.1'] }, addressFamily: 6 },
  'a prefix': { prefixes: ['11.1.0.0/24', '2400:3::/32'] },
  'what nothing passes': { where: { country: ['XX'] } },
};

/** A prefix or address as a filter spells it, and its bytes, by which rows are in order. */
function nameOf({ host }: MadeHit, unit: HostUnit): { name: string; bytes: string } {
  const parsed = ipaddr.parse(host.address);
  const bits = unit === 'address' ? 128 : parsed.kind() === 'ipv4' ? 24 : 48;
  const bytes = parsed.toByteArray().map((byte, at) => (at * 8 < bits ? byte : 0));
  const text = ipaddr.fromByteArray(bytes).toString();
  const order = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return {
    name: unit === 'address' ? text : `${text}/${bits}`,
    bytes: `${bytes.length === 4 ? 4 : 6}${order}`,
  };
}

type Row = Omit<HostRow, 'networkName' | 'families'> & { families: Set<string>; bytes: string };

function groupedBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** The text that most hosts have, in the order of their addresses; '' where none has one. */
function mostOf(hosts: readonly MadeHit[], text: (hit: MadeHit) => string) {
  const named = hosts.filter((hit) => text(hit) !== '');
  const groups = [...groupedBy(named, text)].sort((a, b) => b[1].length - a[1].length);
  return { text: groups[0]?.[0] ?? '', others: Math.max(0, groups.length - 1) };
}

/** Rows from plain hits with maps and sets. */
function slowRows(filter: Filter, unit: HostUnit): Row[] {
  const whole = groupedBy(hits, (hit) => nameOf(hit, unit).name);
  const rows = [...groupedBy(reference.keep(filter), (hit) => nameOf(hit, unit).name)];
  return rows
    .map(([name, kept]) => {
      const times = kept.flatMap(({ time }) => time ?? []);
      const hosts = [...groupedBy(kept, ({ host }) => host.address).values()]
        .map(([hit]) => hit!)
        .sort((a, b) => (nameOf(a, 'address').bytes < nameOf(b, 'address').bytes ? -1 : 1));
      const place = mostOf(hosts, ({ host }) => (host.place ? JSON.stringify(host.place) : ''));
      const network = mostOf(hosts, ({ host }) => host.network);
      const told = place.text === '' ? null : (JSON.parse(place.text) as HostRow['place']);
      return {
        ...{ name, bytes: nameOf(kept[0]!, unit).bytes },
        ...{ hosts: hosts.length, hits: kept.length, wholeHits: whole.get(name)!.length },
        machines: new Set(kept.map(({ machine }) => machine).filter(Boolean)).size,
        first: times.length > 0 ? Math.min(...times) : null,
        last: times.length > 0 ? Math.max(...times) : null,
        families: new Set(kept.map(({ family }) => family).filter(Boolean)),
        place: told && {
          ...{ country: told.country, region: told.region },
          ...{ city: told.city, precision: told.precision },
        },
        otherPlaces: place.others,
        ...{ network: network.text, otherNetworks: network.others },
      };
    })
    .sort((a, b) => (a.bytes < b.bytes ? -1 : 1));
}

const byName = { column: 'name', isDescending: false } as const;
const all = { find: '', language: 'en', offset: 0, limit: 10_000 };
const hostsOf = (question: Partial<HostInspection>) =>
  engine.inspect<HostInspection>({ ...all, of: 'prefix', filter: {}, sort: byName, ...question });
const groupsOf = (question: Partial<GroupInspection>) =>
  engine.inspect<GroupInspection>({
    ...{ ...all, of: 'country', measure: 'hosts', rate: null, filter: {} },
    ...{ sort: { column: 'count', isDescending: true }, ...question },
  });

/** What a row is sorted by; null where it is unknown. */
function valueOf(row: HostRow, column: HostColumn): number | string | null {
  const { place, network, networkName } = row;
  if (column === 'network') return network && `${networkName}\t${network}`;
  if (column !== 'place') return row[column];
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return place && `${place.country && names.of(place.country)}\t${place.city}\t${place.region}`;
}

describe('hosts of a selection', () => {
  for (const unit of hostUnits) {
    it.each(Object.entries(filters))(`by ${unit}, filtered by %s`, (_, filter) => {
      const { rows, length, all: before } = hostsOf({ of: unit, filter });
      const expected = slowRows(filter, unit);
      expect(length).toBe(expected.length);
      expect(before).toBe(expected.length);
      const told = rows.map(({ networkName: _name, families, ...row }) => {
        return { ...row, families: new Set(families) };
      });
      expect(told).toEqual(expected.map(({ bytes: _bytes, ...row }) => row));
    });
  }

  it.each(hostColumns)('sorted by %s, either way, the unknown last, ties by address', (column) => {
    for (const unit of hostUnits) {
      const rank = new Map(hostsOf({ of: unit }).rows.map(({ name }, n) => [name, n]));
      for (const isDescending of [false, true]) {
        const { rows } = hostsOf({ of: unit, sort: { column, isDescending } });
        expect(new Set(rows.map(({ name }) => name)).size).toBe(rank.size);
        const collator = new Intl.Collator('en', { numeric: true });
        rows.slice(1).forEach((row, n) => {
          const before = rows[n]!;
          const step = rank.get(row.name)! - rank.get(before.name)!;
          if (column === 'name') return expect(step).toBe(isDescending ? -1 : 1);
          const [a, b] = [valueOf(before, column), valueOf(row, column)];
          const unknown = [a, b].map((value) => value === null || value === '');
          if (unknown[0] || unknown[1]) return expect(unknown[1]).toBe(true);
          const order =
            typeof a === 'string' ? collator.compare(a, String(b)) : Number(a) - Number(b);
          expect(isDescending ? -order : order).toBeLessThanOrEqual(0);
          if (order === 0 && typeof a === 'number') expect(step).toBeGreaterThan(0);
        });
      }
    }
  });

  it('says the same of what was made ready before', async () => {
    const fresh = makeEngine();
    const request = { servers: [], databases: madeDatabases(), reconstruction: false };
    await fresh.load({ ...request, telemetry: filesOf(hits), mode: 'replace' }, () => undefined);
    const first = { ...all, of: 'prefix', filter: {}, sort: byName } as const;
    const cities = { of: 'city', measure: 'machines', rate: null, sort: byName } as const;
    fresh.inspect<HostInspection>(first);
    expect([...fresh.prepare({ ...first, ...cities })].length).toBeGreaterThan(5);
    const sort = { column: 'place', isDescending: false } as const;
    expect(fresh.inspect<HostInspection>({ ...first, sort })).toEqual(hostsOf({ sort }));
    expect(fresh.inspect<GroupInspection>({ ...first, ...cities })).toEqual(groupsOf(cities));
  });

  it('gives pages that join into the whole', () => {
    const sort = { column: 'hits', isDescending: true } as const;
    const whole = hostsOf({ of: 'address', sort }).rows;
    const parts = [0, 1, 2, 3, 4].map((page) =>
      hostsOf({ of: 'address', sort, offset: page * 70, limit: 70 }),
    );
    expect(parts.flatMap(({ rows }) => rows)).toEqual(whole.slice(0, 350));
    expect(parts.map(({ offset }) => offset)).toEqual([0, 70, 140, 210, 280]);
    expect(hostsOf({ offset: 1_000_000, limit: 5 }).rows).toEqual([]);
  });

  const finds: [string, (hit: MadeHit) => boolean][] = [
    ['11.1', ({ host }) => host.address.startsWith('11.1')],
    ['11.1.', ({ host }) => host.address.startsWith('11.1.')],
    ['11.1.0.13', ({ host }) => host.address.startsWith('11.1.0.13')],
    ['11.2.0.0/16', ({ host }) => host.address.startsWith('11.2.')],
    ['2400:1', ({ host }) => /^2400:1/.test(host.address)],
    ['2400:1:2', ({ host }) => /^2400:1:2/.test(host.address)],
    ['2400:1::/32', ({ host }) => /^2400:1:/.test(host.address)],
    [' PARIS ', ({ host }) => host.place?.city === 'Paris'],
    ['united k', ({ host }) => host.place?.country === 'GB'],
    ['as64497', ({ host }) => host.network === 'AS64497'],
    ['unicode', ({ family }) => family === 'Ünïcode, quoted'],
    ['nowhere to be found', () => false],
  ];
  it.each(finds)('finds “%s”', (find, isWanted) => {
    for (const unit of hostUnits) {
      for (const filter of [filters['nothing']!, filters['a family and a time']!]) {
        const { rows, length, all: before } = hostsOf({ of: unit, filter, find });
        const names = new Set(
          reference
            .keep(filter)
            .filter(isWanted)
            .map((hit) => nameOf(hit, unit).name),
        );
        expect(new Set(rows.map(({ name }) => name))).toEqual(names);
        expect(length).toBe(names.size);
        expect(before).toBe(slowRows(filter, unit).length);
      }
    }
  });

  it('finds something by most of these texts', () => {
    const found = finds.filter(([find]) => hostsOf({ find }).length > 0);
    expect(found.length).toBeGreaterThan(9);
  });

  it('keeps as a filter what a row is called', () => {
    for (const { name, hits: count } of hostsOf({}).rows) {
      const query = { filter: { prefixes: [name] }, measure: 'hits' } as const;
      expect(reference.answer({ ...query, groupBy: { by: 'total' } })).toMatchObject({
        value: { hits: count },
      });
    }
  });
});

describe('groups of a selection', () => {
  const slow = (filter: Filter, of: GroupInspection['of'], measure: GroupInspection['measure']) =>
    reference.answer({
      ...{ filter, measure },
      groupBy: { by: 'dimension', dimension: of, limit: 1e6 },
    }) as DimensionAggregate;

  it.each(measures)('counted by %s stand beside those of all data', (measure) => {
    for (const of of inspectedDimensions) {
      const whole = slow({}, of, measure);
      const wholeOf = new Map(whole.keys.map((key, n) => [key, whole.value[n]]));
      for (const filter of Object.values(filters)) {
        const { rows, ...told } = groupsOf({ of, measure, filter });
        const kept = slow(filter, of, measure);
        expect(rows.map(({ key, count }) => [key, count])).toEqual(
          kept.keys.map((key, n) => [key, kept.value[n]]),
        );
        expect(rows.map(({ key, whole: count }) => [key, count])).toEqual(
          kept.keys.map((key) => [key, wholeOf.get(key)]),
        );
        expect(told).toEqual({
          ...{
            of,
            measure,
            rate: null,
            offset: 0,
            length: kept.keys.length,
            all: kept.keys.length,
          },
          ...{ total: kept.total, wholeTotal: whole.total },
        });
      }
    }
  });

  it.each(groupColumns.filter((column) => column !== 'rate'))(
    'are sorted by %s, either way',
    (column) => {
      const filter = filters['a time']!;
      for (const of of inspectedDimensions) {
        const told = groupsOf({ of, filter });
        const value = ({ key, label, count, whole }: (typeof told.rows)[number]) => {
          if (column === 'count') return count;
          if (column === 'whole') return whole;
          if (column === 'factor') return count / told.total / (whole / told.wholeTotal);
          const names = new Intl.DisplayNames(['en'], { type: 'region' });
          return of === 'country' && key !== '' ? names.of(key)! : label;
        };
        for (const isDescending of [false, true]) {
          const { rows } = groupsOf({ of, filter, sort: { column, isDescending } });
          expect(rows).toHaveLength(told.rows.length);
          const collator = new Intl.Collator('en', { numeric: true });
          const known = column === 'name' ? rows.filter(({ key }) => key !== '') : rows;
          known.slice(1).forEach((row, n) => {
            const [a, b] = [value(known[n]!), value(row)];
            const order =
              typeof a === 'string' ? collator.compare(a, String(b)) : Number(a) - Number(b);
            expect(isDescending ? -order : order).toBeLessThanOrEqual(1e-9);
          });
          if (known.length < rows.length) expect(rows.at(-1)!.key).toBe('');
        }
      }
    },
  );

  it('have rates of what the databases and the table of inhabitants know, sorted, the unknown last', async () => {
    for (const [of, per] of [
      ['million', 1e6],
      ['inhabitants', 1e5],
    ] as const) {
      const isOfIPv4 = of === 'million';
      const sort = { column: 'rate', isDescending: true } as const;
      const question: GroupInspection = {
        ...{ ...all, filter: filters['a time']!, sort },
        ...{ of: 'country', measure: 'hosts', rate: { of, least: 2 } },
      };
      const { rows } = engine.inspect<GroupInspection>(question, await engine.basesOf(question));
      const filter: Filter = { ...question.filter, ...(isOfIPv4 && { addressFamily: 4 }) };
      const counted = slow(filter, 'country', 'hosts');
      const four = (await engine.addresses('country', counted.keys)).four;
      const rates = rows.map((row) => rateOfGroup(row, question.rate));
      const expected = rows.map(({ key }) => {
        const at = counted.keys.indexOf(key);
        const base = isOfIPv4 ? (four[at] ?? 0) : inhabitantsOf(key);
        const count = counted.value[at] ?? 0;
        return base > 0 && count >= 2 ? (per * count) / base : null;
      });
      expect(rates).toEqual(expected);
      const told = rates.filter((rate) => rate !== null);
      expect(told.length).toBeGreaterThan(3);
      expect(told).toEqual([...told].sort((a, b) => b - a));
      expect(rates.slice(0, told.length)).toEqual(told);
    }
  });

  it('are found by name, whatever the accents, or by key', () => {
    expect(groupsOf({ find: 'FRAN' }).rows.map(({ key }) => key)).toEqual(['FR']);
    expect(groupsOf({ find: 'gb' }).rows.map(({ key }) => key)).toEqual(['GB']);
    expect(groupsOf({ of: 'family', find: 'unicode' }).rows).toHaveLength(1);
    expect(groupsOf({ of: 'city', find: 'texas' }).rows.map(({ label }) => label)).toEqual([
      'Paris',
    ]);
    const none = groupsOf({ find: 'atlantis' });
    expect([none.rows, none.length]).toEqual([[], 0]);
    expect(none.all).toBeGreaterThan(5);
  });

  it('count a window anew after it moved', () => {
    const window = (days: number) => ({
      time: { start: madeStart + days * DAY, end: madeStart + (days + 2) * DAY },
    });
    for (const days of [0, 1, 2, 1, 0]) {
      expect(groupsOf({ filter: window(days) }).total).toBe(
        slow(window(days), 'country', 'hosts').total,
      );
      const names = slowRows(window(days), 'prefix').map(({ name, hits: count }) => [name, count]);
      const { rows } = hostsOf({ filter: window(days) });
      expect(rows.map(({ name, hits: count }) => [name, count])).toEqual(names);
    }
  });
});
