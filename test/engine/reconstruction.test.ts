import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoRequest } from '../../scripts/input-files.ts';
import { makeEngine } from '../../src/engine/atlas-engine.ts';
import type { Summary } from '../../src/model/source.ts';
import { refusedRows } from '../../src/model/telemetry.ts';
import { DAY } from '../../src/model/time.ts';
import { mercatorX, mercatorY } from '../../src/model/mercator.ts';

const generated = resolve(import.meta.dirname, '../../public/generated/simda/manifest.json');

describe.skipIf(!existsSync(generated))('the reconstruction, by the real path', () => {
  const engine = makeEngine();
  let summary: Summary;

  beforeAll(async () => {
    summary = await engine.load(await demoRequest(), () => undefined);
  }, 60_000);

  const machinesBy = (dimension: 'country' | 'server') =>
    engine.aggregate({
      filter: {},
      measure: 'machines',
      groupBy: { by: 'dimension', dimension, limit: 300 },
    });
  const newMachines = (where?: { country: string[] }) =>
    engine.aggregate({
      filter: where ? { where } : {},
      measure: 'machines',
      groupBy: { by: 'time', interval: DAY, counting: 'new' },
    });

  /** Sums of daily bins over calendar months, keyed YYYY-MM. */
  async function byMonth(where?: { country: string[] }) {
    const { start, interval, value } = await newMachines(where);
    const months: Record<string, number> = {};
    value.forEach((count, index) => {
      const month = new Date(start + index * interval).toISOString().slice(0, 7);
      months[month] = (months[month] ?? 0) + count;
    });
    return months;
  }

  it('accounts for every row and every host', () => {
    const { ledger } = summary;
    expect(ledger.rows).toBeGreaterThan(1_000_000);
    expect(ledger.rows).toBe(ledger.hits + refusedRows(ledger));
    expect(refusedRows(ledger)).toBe(0);
    const { located, unlocated } = ledger;
    expect(located.city + located.region + located.country).toBe(ledger.hosts);
    expect(unlocated).toEqual({ notPublic: 0, notInDatabase: 0 });
  });

  it('holds 770,000 machine ids and more addresses', () => {
    expect(summary.ledger.machines).toBe(770_000);
    expect(summary.ledger.hosts).toBeGreaterThan(770_000);
  });

  it('knows 46 % of its addresses to the country only', () => {
    const { located, hosts } = summary.ledger;
    expect(located.country / hosts).toBeCloseTo(0.46, 2);
  });

  it('reaches at least 190 countries, in the documented order, the top ten with 54.0 %', async () => {
    const { keys, value, total, groups } = await machinesBy('country');
    expect(total).toBe(770_000);
    expect(groups).toBeGreaterThanOrEqual(190);
    expect(keys.slice(0, 5).sort()).toEqual(['CA', 'GB', 'RU', 'TR', 'US']);
    const of = (code: string) => value[keys.indexOf(code)]!;
    expect([of('US'), of('GB'), of('TR'), of('CA'), of('RU')]).toEqual([
      169_400, 38_500, 38_500, 30_800, 30_800,
    ]);
    expect(of('US') / total).toBe(0.22);
    expect(keys.slice(5, 10)).toEqual(expect.arrayContaining(['DE', 'AU', 'IT', 'JP']));
    expect([...value.slice(0, 10)].reduce((sum, count) => sum + count, 0)).toBe(415_800);
    expect(value[5]).toBeLessThan(30_800);
    expect(value[10]!).toBeLessThan(value[9]!);
    expect([...value].reduce((sum, count) => sum + count, 0)).toBe(770_000);
  });

  it('shows the sharp increase, month by month', async () => {
    const world = await byMonth();
    expect(Object.values(world)).toEqual([50_000, 60_000, 75_000, 190_000, 219_091, 175_909]);
    const mean = Object.values(world).reduce((sum, count) => sum + count, 0) / 6;
    expect(Math.round(mean)).toBe(128_333);
    const us = await byMonth({ country: ['US'] });
    expect(us['2015-01']! + us['2015-02']!).toBe(90_000);
    const share = (us['2015-02']! + us['2015-03']!) / (world['2015-02']! + world['2015-03']!);
    expect(Math.round(share * 1000) / 10).toBe(22);
  });

  it('has 14 seized servers, 10 of them Dutch, in 5 countries, known to the country only', () => {
    const { servers } = summary;
    expect(servers).toHaveLength(14);
    expect(servers.filter((server) => server.country === 'NL')).toHaveLength(10);
    expect([...new Set(servers.map((server) => server.country))].sort()).toEqual([
      'LU',
      'NL',
      'PL',
      'RU',
      'US',
    ]);
    expect(
      servers.every(({ status, precision }) => status === 'seized' && precision === 'country'),
    ).toBe(true);
    expect(servers.every(({ lastSeen }) => lastSeen === Date.UTC(2015, 3, 9))).toBe(true);
  });

  it('has every victim at one of the servers', async () => {
    const { keys } = await machinesBy('server');
    const known = new Set(summary.servers.map((server) => server.address));
    expect(keys.filter((key) => !known.has(key))).toEqual([]);
  });

  it('puts no density on a default coordinate', async () => {
    const level = 24;
    const cells = await engine.aggregate({
      filter: {},
      measure: 'hosts',
      groupBy: { by: 'cell', level },
    });
    const { city, region } = summary.ledger.located;
    expect([...cells.value].reduce((sum, count) => sum + count, 0)).toBe(city + region);
    const hostsAt = (latitude: number, longitude: number) => {
      const x = mercatorX(longitude) >>> (32 - level);
      const y = mercatorY(latitude) >>> (32 - level);
      let hosts = 0;
      for (let i = 0; i < cells.length; i++) {
        if (cells.x[i] === x && cells.y[i] === y) hosts += cells.value[i]!;
      }
      return hosts;
    };
    expect(hostsAt(38, -97)).toBe(0);
    const cities = await engine.aggregate({
      filter: { where: { country: ['GB'] } },
      measure: 'hosts',
      groupBy: { by: 'dimension', dimension: 'city', limit: 1000 },
    });
    const london = cities.value[cities.labels.indexOf('London')]!;
    expect(london).toBeGreaterThan(0);
    expect(hostsAt(51.5085, -0.1257)).toBe(london);
  });

  it('gives the same figures when a filter is put on and taken off', async () => {
    const filtered = await engine.aggregate({
      filter: { where: { country: ['US'] } },
      measure: 'machines',
      groupBy: { by: 'total' },
    });
    expect(filtered.value.machines).toBe(169_400);
    const whole = await engine.aggregate({
      filter: {},
      measure: 'machines',
      groupBy: { by: 'total' },
    });
    expect(whole.value.machines).toBe(770_000);
  });
});
