import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../scripts/telemetry-text.ts';
import { makeEngine } from '../../src/engine/atlas-engine.ts';
import { dimensions, measures, type Filter } from '../../src/model/query.ts';
import { DAY } from '../../src/model/time.ts';
import { makeOwnCrew } from '../../src/engine/crew.ts';
import type { Grouping } from '../../src/engine/grouping.ts';
import { locateHosts } from '../../src/engine/locate-hosts.ts';
import { RowStore } from '../../src/engine/row-store.ts';
import { finish } from '../../src/engine/steps.ts';
import { TelemetryIndex } from '../../src/engine/telemetry-index.ts';
import { madeDatabases } from './made-up-telemetry.ts';

const ROWS = 400_000;
const HOSTS = 120_000;
const start = Date.UTC(2026, 0, 1);

/** Rows that name everything: 120,000 IPv4 hosts in known networks, 40,000 machines, 4,800 kinds, and countries; some with 200 weights. */
function csv(weighted: boolean): string {
  const random = makeRandom(3);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const host = row < HOSTS ? row : random() % HOSTS;
    const time = new Date(start + Math.floor((row / ROWS) * 90) * DAY + (random() % DAY));
    const address = `11.${host % 16}.${(host >>> 4) % 128}.${1 + ((host >>> 11) % 254)}`;
    const kind = [`family${random() % 8}`, `198.51.100.${random() % 20}`, 1024 + (random() % 30)];
    const extra = [weighted ? 1 + (random() % 200) : 1, host % 3 === 0 ? 'DE' : 'GB'];
    return [time.toISOString(), address, `id${host % 40_000}`, ...kind, ...extra].join();
  });
  return [
    'timestamp,src_ip,machine_id,family,server_ip,dst_port,count,src_country',
    ...lines,
    '',
  ].join('\n');
}

describe('the memory of a summary', () => {
  it.each([
    [16, 'one event', false],
    [17, 'several events', true],
  ])(
    'stays within %i bytes a hit of %s and 48 a host, whatever was asked',
    { timeout: 120_000 },
    async (bytes, _, weighted) => {
      const engine = makeEngine();
      const { ledger } = await engine.load(
        {
          telemetry: [{ name: 'full.csv', blob: new Blob([csv(weighted)]) }],
          servers: [],
          databases: madeDatabases(),
          mode: 'replace',
          reconstruction: false,
        },
        () => undefined,
      );
      expect(ledger).toMatchObject({ hits: ROWS, hosts: HOSTS, machines: 40_000 });
      const { measures: counted, fileCountries } = engine.summary();
      expect(counted.includes('events')).toBe(weighted);
      expect(fileCountries!.disagree).toBeGreaterThan(0);
      const within = () => {
        const { hits, hosts } = engine.summary().memory;
        expect(hits / ROWS).toBeLessThanOrEqual(bytes);
        expect(hosts / HOSTS).toBeLessThanOrEqual(48);
      };
      within();
      const contexts: Filter[] = [
        {},
        { where: { country: ['GB'] } },
        { where: { family: ['family1'] } },
      ];
      for (const filter of contexts) {
        for (let step = 0; step < 2; step++) {
          const time = { start: start + (20 + step) * DAY, end: start + (50 + step) * DAY };
          for (const measure of measures) {
            const ask = (groupBy: Parameters<typeof engine.aggregate>[0]['groupBy']) =>
              engine.aggregate({ filter: { ...filter, time }, measure, groupBy });
            await ask({ by: 'cell', level: 10 });
            await ask({ by: 'total' });
            for (const dimension of dimensions)
              await ask({ by: 'dimension', dimension, limit: 10 });
            await engine.aggregate({
              filter,
              measure,
              groupBy: { by: 'time', interval: DAY, counting: 'new' },
            });
          }
          within();
        }
      }
      const { hits, hosts } = engine.summary().memory;
      expect(hits / ROWS).toBeGreaterThan(bytes - 2);
      expect(hosts / HOSTS).toBeGreaterThan(30);
    },
  );
});

/** An index over a hit a minute, of a thousand hosts without places. */
async function minutes(length: number): Promise<TelemetryIndex> {
  const store = new RowStore(() => length);
  const first = start / 1000;
  store.add({
    length,
    time: Uint32Array.from({ length }, (_, hit) => first + hit * 60),
    address: Uint32Array.from({ length }, (_, hit) => 0x0b000000 + ((hit * 7919) % 1000)),
    addressFamily: new Uint8Array(length).fill(4),
    address6: new Uint32Array(0),
    machine: Uint32Array.from({ length }, (_, hit) => 1 + (hit % 50)),
    family: new Uint32Array(length),
    server: new Uint32Array(length),
    port: new Uint16Array(length),
    network: new Uint32Array(length),
    country: new Uint16Array(0),
    weight: new Uint32Array(0),
    row: new Uint32Array(length),
  });
  const grouped = await store.group((...work) => makeOwnCrew().group(...work), 1);
  return new TelemetryIndex({
    hits: grouped.hits,
    ...locateHosts(grouped, []),
    machines: 51,
    families: [''],
    servers: [''],
    range: { first, last: first + (length - 1) * 60 },
    undated: 0,
  });
}

describe('an index whose window moves', () => {
  it('counts the timeline once, and what follows the window in place', async () => {
    const index = await minutes(20_000);
    const from = start / 1000;
    const bins: Grouping = {
      ...{ kind: 'time', name: 'bins', groups: 20, places: null },
      ...{ offset: from, divisor: 60_000, from, to: from + 20_000 * 60 },
    };
    const timeline = finish(index.countingNew({}, bins, 'hosts'));
    const windowAt = (minute: number) => ({
      time: { start: start + minute * 60_000, end: start + (minute + 5000) * 60_000 },
    });
    const hosts = index.count(windowAt(0), index.all, 'hosts');
    for (const minute of [10, 40, 500, 20]) {
      expect(index.count(windowAt(minute), index.all, 'hosts')).toBe(hosts);
      expect(index.count(windowAt(minute), index.all, 'hits')[0]).toBe(5000);
      expect(hosts[0]).toBe(1000);
      expect(finish(index.countingNew({}, bins, 'hosts'))).toBe(timeline);
    }
    expect(index.count(windowAt(14_000), index.all, 'hosts')[0]).toBe(1000);
    expect(index.count(windowAt(19_000), index.all, 'hits')[0]).toBe(1000);
  });
});

describe('an index that was prepared', () => {
  it('has worked out all that switches of measure need', async () => {
    const index = await minutes(20_000);
    for (const _ of index.prepare());
    const { hits, hosts } = index.memory;
    expect(index.prefixes.size).toBe(5);
    expect(index.links!.host.length).toBeGreaterThan(0);
    expect([index.runs!.place.length, index.daysOfHost.length]).toEqual([1, 1000]);
    expect(index.byTime.host).toHaveLength(20_000);
    expect(index.memory).toMatchObject({ hits, hosts });
  });
});
