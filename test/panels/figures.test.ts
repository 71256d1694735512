import { describe, expect, it } from 'vitest';
import type { DimensionAggregate, TotalAggregate } from '../../src/model/aggregate.ts';
import { emptyLedger } from '../../src/model/telemetry.ts';
import { DAY } from '../../src/model/time.ts';
import { filterClauses } from '../../src/panels/filter-words.ts';
import {
  formatBytes,
  formatCount,
  formatRange,
  formatShare,
} from '../../src/panels/format-number.ts';
import { ageNotices } from '../../src/model/database-age.ts';
import { moved, usedWords } from '../../src/panels/database-words.ts';
import { fileCountryCsv } from '../../src/panels/file-country-table.tsx';
import { ledgerLines, refusalWords } from '../../src/panels/ledger.tsx';
import { progressWords } from '../../src/panels/load-progress.tsx';
import { rateGroups } from '../../src/model/rate.ts';
import { rankingRows, rowFigures } from '../../src/panels/ranking-list.tsx';
import { rankingCsv, rankingFileName, rateCsv, withoutCsv } from '../../src/panels/ranking-csv.ts';
import { companions } from '../../src/panels/totals.tsx';

const april = { start: Date.UTC(2026, 3, 1), end: Date.UTC(2026, 3, 8) };

describe('numbers', () => {
  it.each([
    [1234567, '1,234,567'],
    [12.345, '12.3'],
    [4821.7, '4,822'],
  ])('count %d', (value, words) => expect(formatCount(value, 'en')).toBe(words));

  it.each([
    [22, 100, '22.0\u202f%'],
    [1, 100_000, '<\u202f0.1\u202f%'],
    [0, 10, '0.0\u202f%'],
    [1, 0, ''],
  ])('share %d of %d', (value, base, words) => expect(formatShare(value, base, 'en')).toBe(words));

  it('bytes and ranges', () => {
    expect(formatBytes(68_000_000, 'en')).toBe('68 MB');
    expect(formatBytes(12, 'en')).toBe('12 bytes');
    expect(formatRange(april.start, april.end, 'en').replace(/\s/g, ' ')).toBe('Apr 1 – 7, 2026');
  });
});

describe('totals', () => {
  const total: TotalAggregate = {
    by: 'total',
    value: {
      hits: 900,
      events: 900,
      hosts: 300,
      machines: 200,
      prefixes: 90,
      networks: 7,
      meanDailyHosts: 20,
    },
    countries: 1,
    byPrecision: { city: 100, region: 50, country: 50, none: 0 },
  };

  it('says how many addresses stand for a machine', () => {
    expect(companions(total, 'machines', ['hits', 'hosts', 'machines'], 'en')).toEqual([
      '300 addresses, 1.5 for each machine',
      '1 country',
    ]);
  });

  it('counts one of each as one', () => {
    const one = { ...total, value: { ...total.value, hosts: 1, machines: 1 } };
    expect(companions(one, 'hits', ['hits', 'hosts', 'machines'], 'en')).toEqual([
      '1 address',
      '1 machine',
      '1 country',
    ]);
  });

  it('does not speak of machines where the data has none', () => {
    expect(companions(total, 'hits', ['hits', 'hosts'], 'en')).toEqual([
      '300 addresses',
      '1 country',
    ]);
  });
});

describe('ledger', () => {
  const ledger = {
    ...emptyLedger(),
    rows: 10,
    refused: { malformed: 2, noAddress: 0, badAddress: 0, badTime: 1 },
    hits: 7,
    hosts: 5,
    located: { city: 2, region: 0, country: 1 },
    unlocated: { notPublic: 1, notInDatabase: 1 },
  };

  it('adds up', () => {
    const lines = new Map(
      ledgerLines({ ledger, undatedHits: 0, files: [], lists: [], fileCountries: null }).map(
        (line) => [line.name, line.value],
      ),
    );
    const placed = ['located to a city', 'to a region', 'to the country only'];
    const rest = ['not public', 'not in the database'];
    const sum = [...placed, ...rest].reduce((all, name) => all + lines.get(name)!, 0);
    expect(sum).toBe(lines.get('Addresses'));
    expect(lines.get('Rows read')).toBe(lines.get('Hits accepted')! + 3);
  });

  it('puts rows that are no telemetry beside those that are', () => {
    const file = { name: 'n6.csv', bytes: 1, rows: 10, format: 'n6' };
    const files = [
      { ...file, serverRows: 3, asideRows: 1 },
      { ...file, serverRows: 2, resolvers: 4 },
    ];
    const fileCountries = { agree: 2, disagree: 3, onlyFile: 1, pairs: [] };
    const lines = ledgerLines({ ledger, undatedHits: 0, files, lists: [], fileCountries });
    const told = new Map(lines.map((line) => [line.name, line.value]));
    expect(told.get('C2 rows beside')).toBe(5);
    expect(told.get('Rows set aside')).toBe(1);
    expect(told.get('of resolvers, likely not infected')).toBe(4);
    expect(told.get('of these, country from the file')).toBe(1);
    expect(told.get('file names another country')).toBe(3);
  });

  it('names the reasons for refusals', () => {
    expect(refusalWords(ledger, 'en')).toBe('2 malformed, 1 with a bad time');
  });
});

describe('what is left out', () => {
  it('is named before a ranking', () => {
    expect(withoutCsv([])).toBe('');
    expect(withoutCsv(['US/38,-97/country', 'no key'])).toBe(
      '# without: default of United States (38° N, 97° W)\n',
    );
  });
});

describe('databases', () => {
  it('move by one place, and not out of the list', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
  });

  it('say how many addresses they placed or described', () => {
    const database = { name: '', type: '', built: 0, networks: 0, needsDbIpAttribution: false };
    const city = { ...database, role: 'city', ipVersion: 6 } as const;
    const used = { four: 1204, six: 3 };
    expect(usedWords({ ...city, used }, 'en')).toBe('1,204 IPv4 and 3 IPv6 placed');
    expect(usedWords({ ...city, role: 'traits', used: { four: 0, six: 3 } }, 'en')).toBe(
      '3 IPv6 described',
    );
    expect(usedWords(city, 'en')).toBe('no address placed');
  });

  it('that disagree with files are a CSV of pairs', () => {
    const pairs = [{ file: 'DE', database: 'TR', hosts: 7 }];
    expect(fileCountryCsv({ agree: 0, disagree: 7, onlyFile: 0, pairs })).toBe(
      'file_country,database_country,addresses\nDE,TR,7\n',
    );
  });

  it.each([
    ['2025-03-01', 'a year and some after', 1],
    ['2023-01-01', 'more than a year before', 1],
    ['2023-09-01', 'less than a year before', 0],
    ['2024-02-10', 'within', 0],
  ])('built on %s, %s the telemetry, are warned of %i times', (built, _, count) => {
    const database = { name: 'x', type: 'X-City', networks: 0, needsDbIpAttribution: false };
    const city = { ...database, role: 'city', ipVersion: 6, built: Date.parse(built) } as const;
    const time = { first: Date.UTC(2024, 1, 1), last: Date.UTC(2024, 1, 20) };
    const notices = ageNotices({ databases: [city, city], time, reconstruction: false });
    expect(notices).toHaveLength(count);
    if (count > 0)
      expect(notices[0]).toMatch(`${built}, the telemetry is of 2024-02-01 to 2024-02-20`);
    expect(ageNotices({ databases: [city], time, reconstruction: true })).toEqual([]);
    expect(ageNotices({ databases: [city], time: null, reconstruction: false })).toEqual([]);
  });
});

describe('rates', () => {
  const groups: DimensionAggregate = {
    ...{ by: 'dimension', measure: 'machines', dimension: 'country', keys: ['TR', 'LI'] },
    ...{ labels: ['', ''], value: Float64Array.of(50, 4), countryOnly: Float64Array.of(20, 4) },
    ...{ groups: 2, total: 54 },
  };
  const rating = { quantity: 'million', fewBelow: 10, hidesFew: false } as const;
  const rated = rateGroups(groups, rating, (key) => (key === 'TR' ? 20_000_000 : 100_000));

  it('never stand without their count', () => {
    const rows = rankingRows(rated, '', 'en');
    expect(rows.map((row) => [row.name, rowFigures(row, 'million', 54, 'en'), row.few])).toEqual([
      ['Liechtenstein', { main: '40', beside: '4' }, true],
      ['Türkiye', { main: '2.5', beside: '50' }, false],
    ]);
    const hidden = rateGroups(groups, { ...rating, hidesFew: true }, () => 1e6);
    const last = rankingRows(hidden, '', 'en').at(-1)!;
    expect(rowFigures(last, 'million', 54, 'en')).toEqual({ main: '–', beside: '4' });
  });

  it('are saved as CSV with their count and their base', () => {
    expect(rateCsv(rated, 'million').split('\n')).toEqual([
      'rank,key,name,machines_ipv4,country_only,ipv4_addresses,per_million_addresses,few',
      '1,LI,Liechtenstein,4,4,100000,40,1',
      '2,TR,Türkiye,50,20,20000000,2.5,0',
      '',
    ]);
  });

  it('name inhabitants in the columns of theirs', () => {
    const rating = { quantity: 'inhabitants', fewBelow: 10, hidesFew: true } as const;
    const of = rateGroups(groups, rating, (key) => (key === 'TR' ? 80_000_000 : 38_000));
    expect(rateCsv(of, 'inhabitants').split('\n')).toEqual([
      'rank,key,name,machines,country_only,inhabitants,per_100000_inhabitants,few',
      '1,TR,Türkiye,50,20,80000000,0.0625,0',
      '2,LI,Liechtenstein,4,4,38000,,1',
      '',
    ]);
  });
});

describe('rankingCsv', () => {
  const ranking: DimensionAggregate = {
    by: 'dimension',
    measure: 'hosts',
    dimension: 'family',
    keys: ['simda', '=HYPERLINK("http://x")', ''],
    labels: ['', '', ''],
    value: Float64Array.of(6, 3, 1),
    countryOnly: Float64Array.of(2, 0, 1),
    groups: 3,
    total: 10,
  };

  it('keeps formulas texts and names the unknown', () => {
    expect(rankingCsv(ranking).split('\n')).toEqual([
      'rank,key,name,hosts,country_only,share_percent',
      '1,simda,simda,6,2,60.0000',
      `2,"'=HYPERLINK(""http://x"")","'=HYPERLINK(""http://x"")",3,0,30.0000`,
      '3,,Unknown,1,1,10.0000',
      '',
    ]);
  });

  it('names its file by dimension, measure and window', () => {
    expect(rankingFileName(ranking, april)).toBe('family-hosts-2026-04-01-2026-04-07.csv');
    expect(rankingFileName(ranking, null)).toBe('family-hosts.csv');
    expect(rankingFileName(ranking, null, 'million')).toBe(
      'family-hosts-per-million-addresses.csv',
    );
  });
});

describe('progressWords', () => {
  const half = {
    stage: 'reading',
    file: 'big.csv',
    bytesDone: 300_000_000,
    bytesTotal: 600_000_000,
    rows: 5_000_000,
    refused: 12,
    elapsed: 6000,
  } as const;

  it('says how far, how fast and how long still', () => {
    expect(progressWords(half, 'en')).toBe(
      '300 MB of 600 MB, 5,000,000 rows, 12 refused, 830,000 rows/s, 6\u202fs left',
    );
    expect(progressWords({ ...half, elapsed: 600_000 }, 'en')).toContain('10\u202fmin left');
  });

  it('does not guess from the first moment, nor where the size is unknown', () => {
    expect(progressWords({ ...half, elapsed: 300 }, 'en')).toBe(
      '300 MB of 600 MB, 5,000,000 rows, 12 refused',
    );
    expect(progressWords({ ...half, bytesTotal: 0 }, 'en')).not.toContain('left');
  });

  it('tells of no bytes while rows are counted', () => {
    const counting = {
      ...half,
      stage: 'counting',
      bytesDone: 0,
      bytesTotal: 0,
      share: 0.4,
    } as const;
    expect(progressWords(counting, 'en')).toBe('5,000,000 rows, 12 refused');
  });
});

it('says every clause of a filter', () => {
  const clauses = filterClauses({
    time: { start: april.start, end: april.start + DAY },
    region: { kind: 'circle', longitude: 13.405, latitude: 52.52, radiusKm: 300, around: 'Berlin' },
    prefixes: ['192.0.2.0/24'],
    where: { country: ['TR'], family: ['a', 'b', 'c', 'd', 'e'], city: ['TR/06/Ankara'] },
    without: ['US/38,-97/country'],
  });
  expect(clauses.map(({ kind, name }) => `${kind}: ${name}`)).toEqual([
    expect.stringMatching(/^Time: /),
    'Area: within 300\u202fkm of Berlin',
    'Addresses: 192.0.2.0/24',
    'Without: without default of United States',
    'Country: Türkiye',
    'City: Ankara',
    'Family: 5 families',
  ]);
});
