import type { DecisionChoice, ImportDecision, ImportOverride } from '../model/import-plan.ts';
import { isoDate } from '../model/time.ts';
import { delimiterName, NO_DELIMITER } from './dialect.ts';
import { isAddress, isTime } from './find-columns.ts';
import { plainRules, type Recognition, type Subject } from './recognition.ts';

type Rows = readonly (readonly string[])[];

const subjectWords: Readonly<Record<Subject, string>> = {
  hosts: 'infected hosts',
  servers: 'C2 servers',
  both: 'infected hosts that are C2 servers too',
  aside: 'only what its category says',
};

const delimiters: readonly (readonly [text: string, label: string])[] = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'pipe'],
  [' ', 'blank'],
  ['', 'one value a line'],
];

const zones = ['UTC', 'Europe/Berlin', 'Europe/Warsaw', 'America/New_York', 'Asia/Tokyo'];

function columnName({ names = [] }: Recognition, column: number | undefined): string {
  if (column === undefined) return 'none';
  return names[column] || `column ${column + 1}`;
}

/** Columns of which some cell passes a test. */
function columnsWith(rows: Rows, test: (cell: string) => boolean): number[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const all = Array.from({ length: width }, (_, column) => column);
  return all.filter((column) => rows.some((row) => test(row[column] ?? '')));
}

/** The position of the choice that holds now. */
function chosenOf(
  choices: readonly DecisionChoice[],
  holds: (override: ImportOverride) => boolean,
): number {
  return choices.findIndex(({ override }) => holds(override));
}

function columnDecision(
  recognition: Recognition,
  rows: Rows,
  role: 'address' | 'time',
): ImportDecision {
  const now = recognition.columns[role];
  const columns = columnsWith(rows, role === 'address' ? isAddress : isTime);
  if (now !== undefined && !columns.includes(now)) columns.push(now);
  const choices: DecisionChoice[] = columns.map((column) => ({
    label: columnName(recognition, column),
    override: { columns: { [role]: column } },
  }));
  if (role === 'time') {
    choices.push({ label: 'none: the rows are undated', override: { columns: { time: null } } });
  }
  return {
    what: role,
    value: columnName(recognition, now),
    certain: recognition.certain?.[role] ?? false,
    choices,
    chosen: chosenOf(choices, ({ columns: own }) => own?.[role] === (now ?? null)),
  };
}

function textDecisions({ dialect, certain }: Recognition): ImportDecision[] {
  const own =
    dialect.separator ??
    (dialect.delimiter === NO_DELIMITER ? '' : String.fromCharCode(dialect.delimiter));
  const value = dialect.separator ?? delimiterName(dialect.delimiter);
  const isUsual = delimiters.some(([delimiter]) => delimiter === own);
  const parting = (isUsual ? delimiters : [[own, value] as const, ...delimiters]).map(
    ([delimiter, label]) => ({ label, override: { delimiter } }),
  );
  return [
    {
      what: 'delimiter',
      value,
      certain: certain?.delimiter ?? false,
      choices: parting,
      chosen: chosenOf(parting, ({ delimiter }) => delimiter === own),
    },
    {
      what: 'header',
      value: dialect.header ? 'names of columns' : 'none',
      certain: certain?.header ?? false,
      choices: [
        { label: 'names of columns', override: { header: true } },
        { label: 'none', override: { header: false } },
      ],
      chosen: dialect.header ? 0 : 1,
    },
  ];
}

function fileDateDecision({ fileDate, rules }: Recognition): ImportDecision[] {
  if (fileDate === undefined || fileDate === null) return [];
  const day = `the date of the file, ${isoDate(fileDate * 1000)}`;
  const isUsed = rules?.time.undated !== null;
  const choices = [
    { label: 'undated', override: { useFileDate: false } },
    { label: day, override: { useFileDate: true } },
  ];
  const chosen = isUsed ? 1 : 0;
  return [{ what: 'fileDate', value: choices[chosen]!.label, certain: true, choices, chosen }];
}

function systemDecision({ rules = plainRules, certain }: Recognition): ImportDecision[] {
  const { system } = rules.time;
  if (system === undefined) return [];
  const systems = [1900, 1904] as const;
  return [
    {
      what: 'dateSystem',
      value: String(system),
      certain: certain?.dateSystem ?? false,
      choices: systems.map((dateSystem) => ({
        label: dateSystem === 1900 ? '1900, as Excel does' : '1904, as Excel for Mac once did',
        override: { dateSystem },
      })),
      chosen: systems.indexOf(system),
    },
  ];
}

function timeDecisions(recognition: Recognition): ImportDecision[] {
  const { columns, certain, rules = plainRules } = recognition;
  if (columns.time === undefined) return fileDateDecision(recognition);
  const { zone, dayFirst } = rules.time;
  const names = zones.includes(zone) ? zones : [zone, ...zones];
  const orders = ['day-first', 'month-first'] as const;
  return [
    ...systemDecision(recognition),
    {
      what: 'zone',
      value: zone,
      certain: certain?.zone ?? false,
      choices: names.map((name) => ({ label: name, override: { zone: name } })),
      chosen: names.indexOf(zone),
    },
    {
      what: 'dateOrder',
      value: dayFirst ? 'day-first' : 'month-first',
      certain: certain?.dateOrder ?? false,
      choices: orders.map((dateOrder) => ({
        label: dateOrder === 'day-first' ? 'day before month' : 'month before day',
        override: { dateOrder },
      })),
      chosen: dayFirst ? 0 : 1,
    },
  ];
}

/** Every choice that a file needs, in the order in which they bear on each other. */
export function importDecisions(recognition: Recognition, rows: Rows): ImportDecision[] {
  const { reader, certain, rules = plainRules } = recognition;
  const subjects = ['hosts', 'servers', 'both'] as const;
  return [
    ...(reader === 'json' ? [] : textDecisions(recognition)),
    columnDecision(recognition, rows, 'address'),
    columnDecision(recognition, rows, 'time'),
    ...timeDecisions(recognition),
    {
      what: 'subject',
      value: subjectWords[rules.subject],
      certain: certain?.subject ?? false,
      choices: subjects.map((subject) => ({ label: subjectWords[subject], override: { subject } })),
      chosen: subjects.findIndex((subject) => subject === rules.subject),
    },
    {
      what: 'networks',
      value: rules.weightNetworks ? 'as many events as addresses' : 'once each',
      certain: true,
      choices: [
        { label: 'once each', override: { weightNetworks: false } },
        { label: 'as many events as addresses', override: { weightNetworks: true } },
      ],
      chosen: rules.weightNetworks ? 1 : 0,
    },
  ];
}
