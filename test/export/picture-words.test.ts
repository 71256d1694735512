import { describe, expect, it } from 'vitest';
import { methodWords } from '../../src/export/method-words.ts';
import { pictureFileName, sizeOf } from '../../src/export/picture-size.ts';
import type { Summary } from '../../src/model/source.ts';
import { emptyLedger } from '../../src/model/telemetry.ts';
import { madePicture } from './made-picture.ts';

const summary: Summary = {
  reconstruction: false,
  files: [
    { name: 'a.csv', bytes: 10, rows: 8, format: '' },
    { name: 'b.csv', bytes: 10, rows: 4, format: '' },
  ],
  lists: [],
  ledger: {
    ...emptyLedger(),
    rows: 12,
    refused: { malformed: 1, noAddress: 0, badAddress: 1, badTime: 0 },
    hits: 10,
    hosts: 8,
    located: { city: 5, region: 1, country: 1 },
    unlocated: { notPublic: 0, notInDatabase: 1 },
  },
  time: null,
  undatedHits: 0,
  dimensions: [],
  measures: ['hits', 'hosts'],
  servers: [],
  databases: [
    {
      name: 'x.mmdb',
      type: 'GeoLite2-City',
      role: 'city',
      built: Date.UTC(2026, 2, 1),
      networks: 1,
      ipVersion: 6,
      needsDbIpAttribution: false,
    },
  ],
  fileCountries: null,
  notices: [],
  memory: { hits: 0, hosts: 0, places: 0, texts: 0 },
};

describe('methodWords', () => {
  it('tells data, rows, places, filter and database', () => {
    expect(methodWords(summary, ['country Türkiye'], 'en')).toEqual([
      'Data: a.csv; b.csv.',
      '12 rows read, 2 refused.',
      'Of 8 addresses 75\u202f% are located to a city or region, 13\u202f% to the country only, 13\u202f% not at all.',
      'Filter: country Türkiye.',
      'Times are UTC.',
      'Location: GeoLite2-City, built 2026-03-01.',
    ]);
  });

  it('says of the reconstruction that its places are assumed', () => {
    const words = methodWords({ ...summary, reconstruction: true }, [], 'en');
    expect(words[0]).toBe('Reconstruction from published totals: places are assumed.');
    expect(words.some((sentence) => sentence.startsWith('Filter'))).toBe(false);
  });
});

it.each([
  ['Simda takedown, April 2015', 'simda-takedown-april-2015-960x540.png'],
  ['Überblick: Köln/Bonn', 'uberblick-koln-bonn-960x540.png'],
  ['../../etc', 'etc-960x540.png'],
  ['', 'infection-atlas-960x540.png'],
])('names the file of "%s"', (title, expected) => {
  expect(pictureFileName(madePicture({ title }), 'png')).toBe(expected);
});

it('has slides of 13.33 inches', () => {
  expect(sizeOf('3840x2160')).toEqual({ width: 3840, height: 2160, dpi: 288, textScale: 1 });
});
