import { delimiterName } from './dialect.ts';
import { isAddress, isTime } from './find-columns.ts';
import type { ImportOverride } from './find-meaning.ts';
import { plainRules, type Recognition, type Subject } from './recognition.ts';

/** One answer to a decision, and the choice that it makes. */
export interface DecisionChoice {
  /** In words, for a list of choices. */
  label: string;
  override: ImportOverride;
}

/** A choice that reading a file needs: what it is now, whether the file leaves no doubt, and what else it could be. */
export interface ImportDecision {
  what: 'delimiter' | 'header' | 'address' | 'time' | 'zone' | 'dateOrder' | 'subject' | 'networks';
  /** What holds now, in words. */
  value: string;
  /** False where a reader should be asked. */
  certain: boolean;
  choices: DecisionChoice[];
}

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

function columnDecision(
  recognition: Recognition,
  rows: Rows,
  role: 'address' | 'time',
): ImportDecision {
  const columns = columnsWith(rows, role === 'address' ? isAddress : isTime);
  const choices = columns.map((column) => ({
    label: columnName(recognition, column),
    override: { columns: { [role]: column } },
  }));
  const none = { label: 'none: the rows are undated', override: { columns: { time: null } } };
  return {
    what: role,
    value: columnName(recognition, recognition.columns[role]),
    certain: recognition.certain?.[role] ?? false,
    choices: role === 'time' ? [...choices, none] : choices,
  };
}

function textDecisions({ dialect, certain }: Recognition): ImportDecision[] {
  const parted = dialect.separator ?? delimiterName(dialect.delimiter);
  return [
    {
      what: 'delimiter',
      value: parted,
      certain: certain?.delimiter ?? false,
      choices: delimiters.map(([delimiter, label]) => ({ label, override: { delimiter } })),
    },
    {
      what: 'header',
      value: dialect.header ? 'names of columns' : 'none',
      certain: certain?.header ?? false,
      choices: [
        { label: 'names of columns', override: { header: true } },
        { label: 'none', override: { header: false } },
      ],
    },
  ];
}

function timeDecisions({ columns, certain, rules = plainRules }: Recognition): ImportDecision[] {
  if (columns.time === undefined) return [];
  const { zone, dayFirst } = rules.time;
  const names = zones.includes(zone) ? zones : [zone, ...zones];
  const orders = ['day-first', 'month-first'] as const;
  return [
    {
      what: 'zone',
      value: zone,
      certain: certain?.zone ?? false,
      choices: names.map((name) => ({ label: name, override: { zone: name } })),
    },
    {
      what: 'dateOrder',
      value: dayFirst ? 'day-first' : 'month-first',
      certain: certain?.dateOrder ?? false,
      choices: orders.map((dateOrder) => ({
        label: dateOrder === 'day-first' ? 'day before month' : 'month before day',
        override: { dateOrder },
      })),
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
    },
    {
      what: 'networks',
      value: rules.weightNetworks ? 'as many events as addresses' : 'once each',
      certain: true,
      choices: [
        { label: 'once each', override: { weightNetworks: false } },
        { label: 'as many events as addresses', override: { weightNetworks: true } },
      ],
    },
  ];
}
