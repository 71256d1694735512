import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMmdb } from '../scripts/mmdb-writer.ts';
import { makeRandom } from '../scripts/telemetry-text.ts';
import { makeLocalSource } from '../src/engine/local-source.ts';
import {
  dimensions,
  measures,
  type Filter,
  type GroupBy,
  type Measure,
} from '../src/model/query.ts';
import type { LoadableSource, LoadRequest } from '../src/model/source.ts';
import { DAY } from '../src/model/time.ts';
import { spawnInProcess } from './engine/in-process-worker.ts';
import {
  filesOf,
  madeDatabases,
  makeHits,
  madeStart,
  type MadeHit,
} from './engine/made-up-telemetry.ts';
import { plain, ReferenceSource } from './engine/reference-answer.ts';

const HOUR = DAY / 24;

function requestFor(hits: readonly MadeHit[], mode: LoadRequest['mode'] = 'replace'): LoadRequest {
  return {
    telemetry: filesOf(hits),
    servers: [],
    databases: madeDatabases(),
    mode,
    reconstruction: false,
  };
}

const groupings: GroupBy[] = [
  ...[0, 3, 11, 20].map((level) => ({ by: 'cell', level }) as const),
  { by: 'time', interval: DAY, counting: 'active' },
  { by: 'time', interval: DAY, counting: 'new' },
  { by: 'time', interval: 6 * HOUR, counting: 'active' },
  { by: 'time', interval: 7 * DAY, counting: 'active' },
  { by: 'time', interval: 7 * DAY, counting: 'new' },
  ...dimensions.map((dimension) => ({ by: 'dimension', dimension, limit: 1000 }) as const),
  { by: 'dimension', dimension: 'country', limit: 2 },
  { by: 'call', limit: 1000, without: [] },
  { by: 'call', limit: 3, without: ['198.51.100.2'] },
  { by: 'hour' },
  { by: 'total' },
];

const europe = { kind: 'box', west: -11.5, south: 35, east: 32, north: 72 } as const;
const dateLine = { kind: 'box', west: 170, south: -60, east: -165, north: 0 } as const;
const atlantic = {
  kind: 'polygon',
  ring: [
    [-120, 20],
    [-40, 60],
    [3, 56],
    [1, 45],
    [-70, 10],
  ],
} as const;
const days = (from: number, to: number) => ({
  start: madeStart + from * DAY,
  end: madeStart + to * DAY,
});

/** One filter of each kind, and some of several. */
const filters: Record<string, Filter> = {
  nothing: {},
  time: { time: days(2, 9.37) },
  'a time before all data': { time: days(-20, -10) },
  'a time longer than the data': { time: days(-100, 100) },
  countries: { where: { country: ['GB', 'US'] } },
  'unknown country': { where: { country: [''] } },
  cities: { where: { city: ['FR/Ile-de-France/Paris', ''] } },
  networks: { where: { network: ['AS64497', ''] } },
  families: { where: { family: ['mirai', 'Ünïcode, quoted', 'absent'] } },
  'no family': { where: { family: [''] } },
  servers: { where: { server: ['198.51.100.2', ''] } },
  ports: { where: { port: ['443', '', 'nonsense'] } },
  'kinds of address': { where: { kind: ['vpn', 'tor-exit'] } },
  'no kind, one connection': { where: { kind: [''], connection: ['Cellular'] } },
  'a key that is none': { where: { port: ['nonsense'] } },
  'an empty list': { where: { family: [] } },
  box: { region: europe },
  'box over the antimeridian': { region: dateLine },
  'box around the world': {
    region: { kind: 'box', west: -180, south: -90, east: 180, north: 90 },
  },
  polygon: { region: atlantic },
  'of IPv4': { addressFamily: 4 },
  'of IPv6 in GB': { addressFamily: 6, where: { country: ['GB'] } },
  'without piles': { without: ['GB/51.5085,-0.1257/city', 'US/37.751,-97.822/country'] },
  'precision city': { precision: 'city' },
  'precision region': { precision: 'region' },
  'precision country': { precision: 'country' },
  'time, place and family': {
    time: days(5, 15),
    region: europe,
    where: { family: ['mirai', 'necurs'], country: ['GB', 'FR'] },
  },
  'everything at once': {
    time: days(1, 20),
    region: atlantic,
    precision: 'city',
    where: {
      country: ['GB', 'US', 'FR'],
      server: ['198.51.100.1', '198.51.100.2'],
      port: ['80', '443'],
    },
  },
};

/** What every source must do that can load the made-up telemetry. */
export function describeSource(name: string, make: () => LoadableSource): void {
  const open: LoadableSource[] = [];
  const opened = () => {
    open.push(make());
    return open.at(-1)!;
  };
  const load = (source: LoadableSource, request: LoadRequest, signal?: AbortSignal) =>
    source.load(request, () => undefined, signal);
  const total = { filter: {}, measure: 'hits', groupBy: { by: 'total' } } as const;
  afterAll(() => open.forEach((source) => source.close()));

  describe(`${name}: counts`, () => {
    const hits = makeHits(1, 900);
    const reference = new ReferenceSource(hits);
    let source: LoadableSource;
    beforeAll(async () => {
      source = opened();
      await load(source, requestFor(hits));
    });

    for (const [words, filter] of Object.entries(filters)) {
      it.each(measures)(`%s, filtered by ${words}`, async (measure) => {
        for (const groupBy of groupings) {
          const query = { filter, measure, groupBy };
          const told = plain(await source.aggregate(query));
          expect(told, JSON.stringify(groupBy)).toEqual(plain(reference.answer(query)));
        }
      });
    }
  });

  describe(`${name}: counts of other data`, () => {
    it.each([2, 3, 4, 5])('seed %i, random queries', async (seed) => {
      const random = makeRandom(seed * 7919);
      const hits = makeHits(seed, 300);
      const reference = new ReferenceSource(hits);
      const source = opened();
      await load(source, requestFor(hits));
      const pick = <T>(list: readonly T[]) => list[random() % list.length]!;
      for (let i = 0; i < 60; i++) {
        const [a, b] = [pick(Object.values(filters)), pick(Object.values(filters))];
        const filter = { ...a, ...b, where: { ...a.where, ...b.where } };
        const query = { filter, measure: pick<Measure>(measures), groupBy: pick(groupings) };
        const told = plain(await source.aggregate(query));
        expect(told, JSON.stringify(query)).toEqual(plain(reference.answer(query)));
      }
    });
  });

  describe(`${name}: loading`, () => {
    const hits = makeHits(11, 400);
    const more = makeHits(12, 300);

    it('accounts for hosts and hits', async () => {
      const source = opened();
      const { ledger, undatedHits } = await load(source, requestFor(hits));
      const hosts = new Map(hits.map(({ host }) => [host.address, host]));
      const by = (precision: string) =>
        [...hosts.values()].filter((host) => (host.place?.precision ?? '') === precision).length;
      expect(ledger).toMatchObject({
        rows: hits.length,
        hits: hits.length,
        hosts: hosts.size,
        machines: new Set(hits.map(({ machine }) => machine).filter(Boolean)).size,
        located: { city: by('city'), region: by('region'), country: by('country') },
      });
      expect(ledger.unlocated.notPublic + ledger.unlocated.notInDatabase).toBe(by(''));
      expect(ledger.unlocated.notPublic).toBeGreaterThan(0);
      expect(undatedHits).toBe(hits.filter(({ time }) => time === null).length);
    });

    it('answers with nothing before anything is loaded', async () => {
      const answer = await opened().aggregate(total);
      expect(answer.value).toMatchObject({ hits: 0, hosts: 0, machines: 0, meanDailyHosts: 0 });
    });

    it.each(['add', 'replace'] as const)('%ss telemetry', async (mode) => {
      const source = opened();
      await load(source, requestFor(hits));
      await source.aggregate(total);
      await load(source, requestFor(more, mode));
      const reference = new ReferenceSource(mode === 'add' ? [...hits, ...more] : more);
      for (const measure of measures) {
        for (const groupBy of groupings) {
          const query = { filter: filters['time']!, measure, groupBy };
          const told = plain(await source.aggregate(query));
          expect(told, JSON.stringify(query)).toEqual(plain(reference.answer(query)));
        }
      }
    });

    it('keeps, orders and drops databases by name, and places hosts anew', async () => {
      const source = opened();
      const everywhere = (name: string, country: string, latitude: number) => {
        const record = { country: { iso_code: country }, location: { latitude, longitude: 1 } };
        const entry = { network: '0.0.0.0/0', record };
        const options = { type: name, ipVersion: 4, built: 0, description: '' } as const;
        const bytes = writeMmdb(options, [entry]) as Uint8Array<ArrayBuffer>;
        return { name, blob: new Blob([bytes]) };
      };
      const databases = [everywhere('a.mmdb', 'NO', 60), everywhere('b.mmdb', 'TR', 40)];
      const four = more.filter(({ host }) => host.address.includes('.'));
      const hosts = new Set(four.map(({ host }) => host.address)).size;
      await load(source, { ...requestFor(four), databases });
      const usedBy = async (order: string[]) => {
        const request = { telemetry: [], servers: [], databases: [], order } as const;
        const told = await load(source, {
          ...{ ...request, telemetry: [], servers: [], databases: [] },
          ...{ mode: 'add', reconstruction: false },
        });
        const countries = await source.aggregate({
          ...{ filter: {}, measure: 'hosts' },
          groupBy: { by: 'dimension', dimension: 'country', limit: 5 },
        });
        return [countries.keys, told.databases.map(({ name, used }) => [name, used!.four])];
      };
      expect(await usedBy(['b.mmdb', 'a.mmdb'])).toEqual([
        ['TR'],
        [
          ['b.mmdb', hosts],
          ['a.mmdb', 0],
        ],
      ]);
      expect(await usedBy(['a.mmdb'])).toEqual([['NO'], [['a.mmdb', hosts]]]);
      expect(await usedBy([])).toEqual([[''], []]);
      expect((await source.aggregate(total)).value.hits).toBe(four.length);
    });

    it('takes a database of the reader along from the reconstruction to the first telemetry', async () => {
      const source = opened();
      const [places] = madeDatabases();
      await load(source, { ...requestFor(hits), databases: [], reconstruction: true });
      const none = { telemetry: [], servers: [], mode: 'add', reconstruction: true } as const;
      await load(source, { ...none, telemetry: [], servers: [], databases: [places!] });
      const told = await load(source, { ...requestFor(more), databases: [] });
      expect(told.reconstruction).toBe(false);
      expect(told.databases.map(({ name }) => name)).toEqual([places!.name]);
    });

    it('keeps a database that was never opened, whatever the order of those that were', async () => {
      const source = opened();
      const [places, networks] = madeDatabases();
      const four = more.filter(({ host }) => host.address.includes('.'));
      const six = more.filter(({ host }) => host.address.includes(':'));
      const databases = [networks!, { ...places!, family: 6 } as const];
      const told = await load(source, { ...requestFor(four), databases });
      expect(told.databases.map(({ name }) => name)).toEqual(['networks.mmdb']);
      const none = { telemetry: [], servers: [], databases: [] };
      await load(source, { ...none, order: ['networks.mmdb'], mode: 'add', reconstruction: false });
      const { databases: used, ledger } = await load(source, {
        ...{ ...requestFor(six, 'add'), databases: [] },
      });
      expect(used.map(({ name }) => name)).toEqual(['networks.mmdb', 'places.mmdb']);
      expect(ledger.located.city).toBeGreaterThan(0);
    });

    it('keeps the old data where a load fails', async () => {
      const source = opened();
      await load(source, requestFor(hits));
      const before = await source.aggregate(total);
      const broken = { name: 'broken.mmdb', blob: new Blob(['no database']) };
      const request = { ...requestFor(more), databases: [broken] };
      await expect(load(source, request)).rejects.toMatchObject({ name: 'InputError' });
      expect(await source.aggregate(total)).toEqual(before);
      expect((await source.summary()).ledger.hits).toBe(hits.length);
      await load(source, requestFor(more, 'add'));
      expect((await source.aggregate(total)).value.hits).toBe(hits.length + more.length);
    });

    it('keeps the old data where a load is aborted', async () => {
      const source = opened();
      await load(source, requestFor(hits));
      const controller = new AbortController();
      const loading = source.load(requestFor(more), () => controller.abort(), controller.signal);
      await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
      expect((await source.aggregate(total)).value.hits).toBe(hits.length);
    });

    it('plans a file without touching what is held, and reads it by the choices of the plan', async () => {
      const source = opened();
      await load(source, requestFor(hits));
      const text = 'first_ip,second_ip\n198.51.100.1,203.0.113.1\n198.51.100.2,203.0.113.1\n';
      const blob = new Blob([text]);
      const first = await source.plan(blob, 'two.csv', {});
      expect(first).toMatchObject({ kind: 'telemetry', parts: [{ counts: { hits: 2 } }] });
      const choices = { override: { columns: { address: 1 } } };
      const { parts } = await source.plan(blob, 'two.csv', choices);
      expect(parts).toMatchObject([{ rows: [{ address: '203.0.113.1' }, {}] }]);
      expect((await source.summary()).ledger.hits).toBe(hits.length);
      const telemetry = [{ name: 'two.csv', blob, choices }];
      const { ledger } = await load(source, { ...requestFor([]), telemetry });
      expect(ledger).toMatchObject({ hits: 2, hosts: 1 });
      const aborted = source.plan(blob, 'two.csv', {}, AbortSignal.abort());
      await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    });

    it('drops the C2 servers of before where a request brings all that is to be there', async () => {
      const source = opened();
      const blob = new Blob(['address,port,status\n192.0.2.1,80,online\n']);
      const list = { name: 'c2.csv', blob };
      await load(source, { ...requestFor(hits), servers: [list] });
      expect((await load(source, requestFor(more))).servers).toHaveLength(1);
      expect((await load(source, { ...requestFor(hits), anew: true })).servers).toEqual([]);
    });

    it('rejects aborted calls with an AbortError, before and after they are sent', async () => {
      const source = opened();
      await load(source, requestFor(hits));
      const aborted = source.aggregate(total, AbortSignal.abort());
      await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
      const controller = new AbortController();
      const pending = source.aggregate(total, controller.signal);
      controller.abort();
      await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
      expect((await source.aggregate(total)).value.hits).toBe(hits.length);
    });
  });
}

describeSource('the engine', () => makeLocalSource(spawnInProcess));
