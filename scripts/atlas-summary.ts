import { parseArgs } from 'node:util';
import { makeEngine } from '../src/engine/atlas-engine.ts';
import type { DimensionAggregate } from '../src/model/aggregate.ts';
import type { Precision } from '../src/model/place.ts';
import type { Dimension, Filter, Measure, Query, GroupByDimension } from '../src/model/query.ts';
import type { FileCountries, FileInfo, Summary } from '../src/model/source.ts';
import { refusalReasons } from '../src/model/telemetry.ts';
import { isoTime } from '../src/model/time.ts';
import { everything, filterOf } from '../src/state/queries.ts';
import { databaseOptions, databasesOf } from './database-options.ts';
import { filterOptions, readFilter, settleFilter, type FlagFilter } from './filter-flags.ts';
import { importOptions } from './import-flags.ts';
import { makeRequest } from './input-files.ts';
import { showProgress } from './show-progress.ts';

type Engine = ReturnType<typeof makeEngine>;

interface GroupCounts {
  hits: number;
  hosts: number;
  machines: number;
}

/** Hits, hosts and machines of each key of a dimension. */
async function countsBy(
  engine: Engine,
  filter: Filter,
  dimension: Dimension,
): Promise<Map<string, GroupCounts>> {
  const counts = new Map<string, GroupCounts>();
  for (const measure of ['hits', 'hosts', 'machines'] as const satisfies Measure[]) {
    const query: Query<GroupByDimension> = {
      filter,
      measure,
      groupBy: { by: 'dimension', dimension, limit: 100_000 },
    };
    const { keys, value }: DimensionAggregate = await engine.aggregate(query);
    keys.forEach((key, index) => {
      const entry = counts.get(key) ?? { hits: 0, hosts: 0, machines: 0 };
      entry[measure] = value[index]!;
      counts.set(key, entry);
    });
  }
  return counts;
}

/** Known keys, most machines first, then most hosts, then by key. */
function ranked(counts: Map<string, GroupCounts>): [string, GroupCounts][] {
  return [...counts]
    .filter(([key]) => key !== '')
    .sort(
      ([a, left], [b, right]) =>
        right.machines - left.machines || right.hosts - left.hosts || (a < b ? -1 : 1),
    );
}

/** The first and the last time at which C2 servers were seen; null where the lists tell of none. */
function timeOfServers(servers: Summary['servers']): { first: string | null; last: string | null } {
  const times = servers
    .flatMap(({ firstSeen, lastSeen }) => [firstSeen, lastSeen])
    .filter((time) => time !== null);
  const told = (time: number) => (Number.isFinite(time) ? isoTime(time) : null);
  const fold = (pick: (...both: number[]) => number, start: number) =>
    told(times.reduce((best, time) => pick(best, time), start));
  return { first: fold(Math.min, Infinity), last: fold(Math.max, -Infinity) };
}

/** The filter in the words of the flags. */
function filterWords({ time, prefixes, where }: FlagFilter) {
  return {
    ...(time && { time: `${isoTime(time.start)}..${isoTime(time.end)}` }),
    ...where,
    ...(prefixes && { prefix: prefixes }),
  };
}

/**
 * Records of the files, and which of them are no rows of telemetry: `records = rows + serverRows + asideRows`, but for
 * records that name several addresses.
 */
function recordsOf({ files, lists }: Pick<Summary, 'files' | 'lists'>) {
  const all = [...files, ...lists];
  const sum = (of: (file: FileInfo) => number | undefined) =>
    all.reduce((total, file) => total + (of(file) ?? 0), 0);
  return {
    records: sum((file) => file.records),
    serverRows: sum((file) => file.serverRows),
    asideRows: sum((file) => file.asideRows),
  };
}

interface Figures extends GroupCounts {
  located: Record<Precision, number>;
  unlocated: Record<string, number>;
}

/** Figures of what a filter keeps; why hosts have no place is known of all alone. */
async function figuresOf(engine: Engine, filter: Filter): Promise<Figures> {
  const groupBy = { by: 'total' } as const;
  const { value, byPrecision } = await engine.aggregate({ filter, measure: 'hosts', groupBy });
  const { none, ...located } = byPrecision;
  const { hits, hosts, machines } = value;
  return { hits, hosts, machines, located, unlocated: { all: none } };
}

/** What was read, and the figures of what the filter keeps; rows, times and files are those of everything. */
async function report(engine: Engine, held: Summary, kept: FlagFilter) {
  const filter = filterOf({ ...everything, ...kept });
  const isWhole = Object.keys(filter).length === 0;
  const countries = ranked(await countsBy(engine, filter, 'country'));
  const families = ranked(await countsBy(engine, filter, 'family'));
  const { ledger } = held;
  const { hits, hosts, machines, located, unlocated }: Figures = isWhole
    ? { ...ledger, unlocated: { ...ledger.unlocated } }
    : await figuresOf(engine, filter);
  return {
    filter: isWhole ? null : filterWords(kept),
    ...recordsOf(held),
    rows: ledger.rows,
    refused: ledger.refused,
    ...{ hits, hosts, machines, located, unlocated },
    undatedHits: held.undatedHits,
    time: {
      first: held.time ? isoTime(held.time.first) : null,
      last: held.time ? isoTime(held.time.last) : null,
    },
    serverTime: timeOfServers(held.servers),
    countries: countries.map(([code, counts]) => ({ code, ...counts })),
    families: families.map(([name, counts]) => ({ name, ...counts })),
    servers: held.servers.length,
    files: [
      ...held.files.map((file) => ({ kind: 'telemetry', ...file })),
      ...held.lists.map((file) => ({ kind: 'servers', ...file })),
    ],
    databases: held.databases.map((database) => ({ ...database, built: isoTime(database.built) })),
    fileCountries: held.fileCountries,
    notices: held.notices,
    memory: held.memory,
  };
}

type Report = Awaited<ReturnType<typeof report>>;

/** Databases in their order, and how many hosts each placed (or gave a network, or a trait). */
function databaseWords({ databases, fileCountries, notices }: Report): string[] {
  const rows = databases.map(({ name, built, used = { four: 0, six: 0 } }, at) => {
    return `${at + 1}. ${name}, built ${built.slice(0, 10)}: ${used.four} IPv4, ${used.six} IPv6`;
  });
  return [
    ...(rows.length > 0 ? ['', 'databases, in order', ...rows] : []),
    ...(fileCountries ? countryWords(fileCountries) : []),
    ...(notices.length > 0 ? ['', ...notices] : []),
  ];
}

function countryWords({ agree, disagree, onlyFile, pairs }: FileCountries): string[] {
  return [
    '',
    `countries of the file: ${agree} agree, ${disagree} disagree, ${onlyFile} only in file`,
    ...pairs.slice(0, 10).map(({ file, database, hosts }) => `  ${file} -> ${database}: ${hosts}`),
  ];
}

/** The filter, line by line; what follows is of what it keeps. */
function filterLines(filter: NonNullable<Report['filter']>): string[] {
  return Object.entries(filter).map(
    ([name, keys]) => `${`only ${name}`.padEnd(26)}${[keys].flat().join(', ')}`,
  );
}

function words(told: Report): string {
  const number = new Intl.NumberFormat('en');
  const line = (name: string, value: number | string) =>
    `${name.padEnd(26)}${(typeof value === 'number' ? number.format(value) : value).padStart(14)}`;
  const top = (title: string, rows: [string, GroupCounts][]) => [
    '',
    `${title.padEnd(26)}${'hits'.padStart(14)}${'hosts'.padStart(14)}${'machines'.padStart(14)}`,
    ...rows
      .slice(0, 10)
      .map(
        ([name, { hits, hosts, machines }]) =>
          name.padEnd(26) +
          [hits, hosts, machines].map((n) => number.format(n).padStart(14)).join(''),
      ),
  ];
  const beside = told.records !== told.rows;
  return [
    ...(beside ? [line('records', told.records)] : []),
    ...(told.serverRows > 0 ? [line('  rows of C2 servers', told.serverRows)] : []),
    ...(told.asideRows > 0 ? [line('  rows set aside', told.asideRows)] : []),
    line('rows', told.rows),
    ...refusalReasons.map((reason) => line(`  refused, ${reason}`, told.refused[reason])),
    ...(told.filter ? filterLines(told.filter) : []),
    line('hits', told.hits),
    line('hosts', told.hosts),
    line('machines', told.machines),
    line('C2 servers', told.servers),
    ...Object.entries(told.located).map(([name, count]) => line(`  located, ${name}`, count)),
    ...Object.entries(told.unlocated).map(([name, count]) => line(`  unlocated, ${name}`, count)),
    `time                      ${told.time.first ?? 'undated'} to ${told.time.last ?? 'undated'}`,
    ...(told.serverTime.first
      ? [`time of C2 servers        ${told.serverTime.first} to ${told.serverTime.last}`]
      : []),
    ...top(
      'country',
      told.countries.map(({ code, ...counts }) => [code, counts]),
    ),
    ...top(
      'family',
      told.families.map(({ name, ...counts }) => [name, counts]),
    ),
    ...databaseWords(told),
    ...told.files.flatMap(({ name, format, notices = [] }) => [
      '',
      `${name}: ${format}`,
      ...notices.map((notice) => `  ${notice}`),
    ]),
  ].join('\n');
}

/** `atlas summary`: the ledger and the main counts, of all or of what the flags keep, as words or as one JSON object. */
export async function summary(args: string[]): Promise<void> {
  const { values, positionals, tokens } = parseArgs({
    args,
    tokens: true,
    allowPositionals: true,
    options: {
      ...importOptions,
      ...databaseOptions,
      ...filterOptions,
      json: { type: 'boolean' },
    },
  });
  const asked = readFilter(values);
  const request = await makeRequest(positionals, databasesOf(tokens), values);
  const engine = makeEngine();
  const held = await engine.load(request, showProgress());
  const told = await report(engine, held, await settleFilter(engine, asked));
  // Finding piles reads all of the databases: only where somebody reads the answer.
  const full = () => engine.piles().then((piles) => ({ ...told, piles }));
  console.log(values.json ? JSON.stringify(await full(), null, 2) : words(told));
}
