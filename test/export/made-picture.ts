import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import type { SceneCanvas } from '../../src/export/draw-canvas.ts';
import { loadAssets } from '../../src/export/load-assets.ts';
import type { Assets } from '../../src/export/make-scene.ts';
import { allExtras, wholeWorld, type Picture } from '../../src/export/picture.ts';
import type { DimensionAggregate } from '../../src/model/aggregate.ts';
import { usualColours } from '../../src/model/colour-choice.ts';
import { rateGroups } from '../../src/model/rate.ts';
import { mercatorX, mercatorY } from '../../src/model/mercator.ts';
import type { C2Server } from '../../src/model/telemetry.ts';

export const generated = resolve(import.meta.dirname, '../../public/generated');
/** Whether basemap and fonts were prepared. */
export const isPrepared = existsSync(join(generated, 'fonts/Inter-Regular.ttf'));

let assets: Promise<Assets> | null = null;

/** Basemap and fonts, read once for a test file. */
export function testAssets(): Promise<Assets> {
  return (assets ??= loadAssets((path) => readFile(join(generated, path))));
}

/** A canvas of Node. */
export function nodeCanvas(width: number, height: number): SceneCanvas {
  return createCanvas(width, height).getContext('2d');
}

const LEVEL = 12;
/** Where the made-up hosts are: degrees and how many. */
export const places = [
  { longitude: 32.85, latitude: 39.93, value: 4000 },
  { longitude: -99.13, latitude: 19.43, value: 900 },
] as const;

function server(address: string, country: string): C2Server {
  return {
    address,
    port: null,
    name: '',
    family: 'made-up',
    status: 'seized',
    country,
    city: '',
    latitude: null,
    longitude: null,
    accuracyKm: null,
    precision: 'country',
    firstSeen: null,
    lastSeen: null,
    source: 'a test',
    mark: '',
  };
}

/** What is shown of countries where nothing else is chosen. */
const byCount = { quantity: 'count', fewBelow: 10, hidesFew: false } as const;

export const madeCountries: DimensionAggregate = {
  by: 'dimension',
  measure: 'hosts',
  dimension: 'country',
  keys: ['TR', 'MX', 'BR'],
  labels: ['', '', ''],
  value: Float64Array.of(4300, 900, 700),
  countryOnly: Float64Array.of(300, 0, 700),
  groups: 3,
  total: 5900,
};

/** A small picture with hosts in two cities, two countries' country-only hosts and three servers. */
export function madePicture(changes: Partial<Picture> = {}): Picture {
  const shift = 32 - LEVEL;
  return {
    width: 960,
    height: 540,
    dpi: 72,
    textScale: 1,
    view: wholeWorld,
    theme: 'dark',
    language: 'en',
    title: 'A made-up botnet',
    subtitle: 'Addresses, 1 to 31 March 2026 UTC',
    mark: null,
    shown: allExtras,
    annotations: [],
    logo: null,
    ranking: null,
    timeline: null,
    window: null,
    covers: null,
    session: '',
    way: 'density',
    hexagonUnit: 'area',
    measure: 'hosts',
    total: 5900,
    cells: {
      by: 'cell',
      measure: 'hosts',
      level: LEVEL,
      length: places.length,
      x: Uint32Array.from(places, ({ longitude }) => mercatorX(longitude) >>> shift),
      y: Uint32Array.from(places, ({ latitude }) => mercatorY(latitude) >>> shift),
      accuracyClass: Uint8Array.from(places, () => 6),
      value: Float32Array.from(places, ({ value }) => value),
      total: 4900,
    },
    placing: 'uncertain',
    smoothingKm: 150,
    scaleKind: 'log',
    colours: usualColours,
    spread: null,
    domain: [0.001, 10],
    countries: madeCountries,
    shaded: changes.way === 'countries' ? rateGroups(madeCountries, byCount) : null,
    rating: byCount,
    selectedCountries: [],
    region: null,
    piles: [],
    without: [],
    calls: null,
    servers: [server('192.0.2.1', 'NL'), server('192.0.2.2', 'NL'), server('192.0.2.3', 'US')],
    ...{ namesServers: true, reconstruction: false },
    dbIp: true,
    filters: [],
    method: ['Data: made-up.csv.', '5,900 rows read, 0 refused.'],
    ...changes,
  };
}
