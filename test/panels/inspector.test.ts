import { describe, expect, it } from 'vitest';
import type { HourAggregate } from '../../src/model/aggregate.ts';
import type {
  GroupInspection,
  HostInspection,
  HostRow,
  Inspected,
  Inspection,
} from '../../src/model/inspection.ts';
import type { LoadableSource, Summary } from '../../src/model/source.ts';
import {
  factorWords,
  foldColumns,
  groupColumns,
  hostColumns,
} from '../../src/panels/inspector-columns.ts';
import { tableCsv, tableFileName, type TableOf } from '../../src/panels/inspector-csv.ts';
import { hoursMethod, hoursOf, hourWords } from '../../src/panels/inspector-hours.ts';

const table: TableOf = {
  summary: {
    files: [{ name: 'log\n.csv' }],
    reconstruction: false,
    time: { first: Date.UTC(2015, 0, 1, 5), last: Date.UTC(2015, 0, 31, 5) },
  } as unknown as Summary,
  clauses: [
    {
      id: 'country FR',
      kind: 'Country',
      name: 'France',
      about: { dimension: 'country', key: 'FR' },
    },
  ],
  time: null,
  find: '',
  fewBelow: 10,
};

const host: HostRow = {
  ...{ name: '192.0.2.0/24', hosts: 3, hits: 7, wholeHits: 9, machines: 2 },
  ...{ first: Date.UTC(2015, 0, 1, 5), last: null, families: ['simda', '=evil'] },
  place: { country: 'FR', region: '', city: 'Lyon, 3e', precision: 'city' },
  ...{ otherPlaces: 2, network: 'AS64496', networkName: '+Net', otherNetworks: 0 },
};

const group = { key: 'FR', label: '', count: 5, whole: 10, rated: 4, base: 2_000_000 };

/** Answers pages of a table of so many rows, and keeps what it was asked. */
function sourceOf(length: number, asked: Inspection[]): Pick<LoadableSource, 'inspect'> {
  return {
    inspect: <I extends Inspection>(question: I) => {
      asked.push(question);
      const { of, offset, limit } = question;
      const count = Math.max(0, Math.min(limit, length - offset));
      const isOfHosts = of === 'prefix' || of === 'address';
      const row = isOfHosts ? host : group;
      const rate = 'rate' in question ? question.rate : null;
      const rows = Array.from({ length: count }, () => row);
      const totals = isOfHosts ? {} : { measure: 'hits', rate, total: 10, wholeTotal: 100 };
      return Promise.resolve({ of, offset, length, all: length, rows, ...totals } as Inspected<I>);
    },
  };
}

const any = { filter: {}, find: '', language: 'en' };
const ofHosts: Omit<HostInspection, 'offset' | 'limit'> = {
  ...any,
  of: 'prefix',
  sort: { column: 'name', isDescending: false },
};
const ofCountries: Omit<GroupInspection, 'offset' | 'limit'> = {
  ...{ ...any, of: 'country', measure: 'hits', rate: null },
  sort: { column: 'count', isDescending: true },
};

describe('CSV of the inspector', () => {
  it('has every page once, one head, and says what it is of', async () => {
    const asked: Inspection[] = [];
    const parts: number[] = [];
    const { signal } = new AbortController();
    const source = sourceOf(4100, asked);
    const csv = await tableCsv(source, ofHosts, table, signal, (part) => parts.push(part));
    const lines = (await csv.text()).trimEnd().split('\n');
    expect(lines.slice(0, 7)).toEqual([
      '# data: log .csv',
      '# window: 2015-01-01T00:00:00Z to 2015-02-01T00:00:00Z (exclusive)',
      '# unit: hits, addresses and machines by column',
      '# filters: Country: France',
      '# addresses: cut to /24 (IPv4) and /48 (IPv6)',
      'prefix,addresses,hits,hits_in_all,machines,country,region,city,precision,other_places,network,network_name,other_networks,families,first_utc,last_utc',
      `192.0.2.0/24,3,7,9,2,FR,,"Lyon, 3e",city,2,AS64496,'+Net,0,simda =evil,2015-01-01T05:00:00Z,`,
    ]);
    expect(lines.length).toBe(6 + 4100);
    expect(asked.map(({ offset }) => offset)).toEqual([0, 2000, 4000]);
    expect(parts.at(-1)).toBe(1);
  });

  it('says where addresses are whole, and what text rows have', async () => {
    const { signal } = new AbortController();
    const whole = { ...ofHosts, of: 'address' as const };
    const narrowed = { ...table, find: ' lyon ' };
    const csv = await tableCsv(sourceOf(0, []), whole, narrowed, signal, () => undefined);
    expect(await csv.text()).toMatch(/# rows with: lyon\n# addresses: whole\naddress,addresses,/);
  });

  it('has groups beside the whole', async () => {
    const { signal } = new AbortController();
    const csv = await tableCsv(sourceOf(1, []), ofCountries, table, signal, () => undefined);
    const lines = (await csv.text()).trimEnd().split('\n');
    expect(lines[2]).toBe('# unit: hits');
    expect(lines.slice(-2)).toEqual([
      'key,name,hits,share_percent,hits_in_all,share_in_all_percent,factor',
      'FR,France,5,50.0000,10,10.0000,5.0000',
    ]);
  });

  it('has rates with what they are of, and none of few where they are hidden', async () => {
    const { signal } = new AbortController();
    const linesOf = async (least: number) => {
      const question = { ...ofCountries, rate: { of: 'million', least } } as const;
      const csv = await tableCsv(sourceOf(1, []), question, table, signal, () => undefined);
      return (await csv.text()).trimEnd().split('\n').slice(-2);
    };
    const [head, row] = await linesOf(0);
    expect(head).toMatch(/,factor,hits_ipv4,ipv4_addresses,per_million_addresses,few$/);
    expect(row).toBe('FR,France,5,50.0000,10,10.0000,5.0000,4,2000000,2,1');
    expect((await linesOf(10))[1]).toMatch(/,4,2000000,,1$/);
  });

  it('ends where it is cancelled', async () => {
    const own = new AbortController();
    const asked: Inspection[] = [];
    const source = sourceOf(9000, asked);
    const saving = tableCsv(source, ofHosts, table, own.signal, () => own.abort());
    await expect(saving).rejects.toThrow();
    expect(asked.length).toBeLessThan(3);
  });

  it('has a name with its rows and window', () => {
    expect(tableFileName('prefix', table)).toBe('inside-prefix-2015-01-01-2015-01-31.csv');
  });
});

describe('columns of the inspector', () => {
  const allKnown = { machines: true, networks: true, families: true };
  const wordsOf = <R>(columns: { id: string; words: (row: R) => string }[], row: R) =>
    Object.fromEntries(columns.map(({ id, words }) => [id, words(row)]));

  it('tell of hosts, and leave out what says nothing', () => {
    const words = wordsOf(hostColumns('prefix', allKnown, 'en'), host);
    expect(words.place).toBe('Lyon, 3e, France and 2 more');
    expect(words.first).toBe('2015-01-01 05:00');
    expect(words.last).toBe('–');
    const ids = hostColumns('address', { ...allKnown, machines: false }, 'en').map(({ id }) => id);
    expect(ids).not.toContain('hosts');
    expect(ids).not.toContain('machines');
  });

  it('hold a group against the whole', () => {
    const head = { measure: 'hits', rate: null, total: 10, wholeTotal: 100 } as const;
    const words = wordsOf(groupColumns('country', head, 0, 'en'), group);
    expect(words).not.toHaveProperty('rate');
    expect(words.name).toBe('France');
    expect(words.factor).toBe('5\u202f×');
    expect(factorWords(null, 'en')).toBe('–');
  });
});

describe('rates of the inspector', () => {
  const wordsBy = (of: 'million' | 'inhabitants', least: number, fewBelow: number) => {
    const head = { measure: 'hits', rate: { of, least }, total: 10, wholeTotal: 100 } as const;
    const columns = groupColumns('country', head, fewBelow, 'en');
    return Object.fromEntries(columns.map(({ id, words }) => [id, words(group)]));
  };

  it('stand beside the count that they are of, few marked or hidden', () => {
    expect(wordsBy('million', 0, 3)).toMatchObject({ count: '5', rated: '4', rate: '2' });
    expect(wordsBy('million', 0, 10).rate).toBe('2*');
    expect(wordsBy('million', 10, 10).rate).toBe('–');
    expect(wordsBy('inhabitants', 0, 0)).not.toHaveProperty('rated');
  });

  it('are in a column also where there is little room, and what is folded is told below', () => {
    const head = { measure: 'hits', rate: { of: 'million', least: 0 } } as const;
    const all = groupColumns('country', { ...head, total: 10, wholeTotal: 100 }, 0, 'en');
    const { columns, below } = foldColumns(all);
    expect(columns.map(({ id }) => id)).toEqual(['name', 'count', 'rate']);
    expect(below.map((tell) => tell(group))).toEqual([
      '50.0\u202f% · 4 in IPv4 · in all data 10 (10.0\u202f%) · 5\u202f×',
    ]);
    const folded = foldColumns(
      hostColumns('prefix', { machines: true, networks: true, families: true }, 'en'),
    );
    expect(folded.columns.map(({ id }) => id)).toEqual(['name', 'hosts', 'hits']);
    expect(folded.below.map((tell) => tell({ ...host, last: Date.UTC(2015, 0, 3) }))).toEqual([
      'Lyon, 3e, France and 2 more · +Net',
      'simda, =evil · 2015-01-01 to 2015-01-03',
    ]);
  });
});

describe('hours of the week', () => {
  const days = Uint32Array.from([13, 13, 13, 12, 1, 0, 13]);
  const aggregate = (measure: HourAggregate['measure']): HourAggregate => ({
    ...{ by: 'hour', measure, days, value: Float64Array.from({ length: 168 }, () => 130) },
  });
  const word = (measure: HourAggregate['measure'], at: number) =>
    hourWords(hoursOf(aggregate(measure))[at]!, measure, 'en');

  it('are told by number and mean', () => {
    expect(word('hits', 7)).toBe('Monday 07:00 to 08:00 UTC: 130 hits on 13 Mondays, 10 for each');
    expect(word('hits', 3 * 24 + 23)).toBe(
      'Thursday 23:00 to 24:00 UTC: 130 hits on 12 Thursdays, 10.8 for each',
    );
    expect(word('hits', 4 * 24)).toMatch(/130 hits on 1 Friday, 130 for each$/);
    expect(word('hits', 5 * 24)).toMatch(/no Saturday in the window$/);
  });

  it('do not divide a mean again', () => {
    expect(word('meanDailyHosts', 0)).toBe(
      'Monday 00:00 to 01:00 UTC: 130 addresses a day on 13 Mondays',
    );
    expect(hoursOf(aggregate('meanDailyHosts'))[0]!.each).toBe(130);
  });

  it('say where something counts once', () => {
    expect(hoursMethod('hits')).not.toContain('once');
    expect(hoursMethod('machines')).toContain('counts once');
  });
});
