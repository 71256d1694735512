import type { ImportDecision, ImportFailure, ImportPlan } from '../model/import-plan.ts';
import { isFailure } from '../model/import-plan.ts';
import { openDecisions } from '../model/import-choices.ts';
import type { Role } from '../model/roles.ts';
import { refusalReasons } from '../model/telemetry.ts';
import { formatCount } from './format-number.ts';
import { refusalWords } from './ledger.tsx';

/** What a column is read as. */
export const roleWords: Readonly<Record<Role, string>> = {
  time: 'time',
  clock: 'time of day',
  address: 'address',
  machine: 'machine id',
  family: 'family',
  server: 'C2 server',
  port: 'port of the server',
  ownPort: 'port of a row’s address that is the server',
  network: 'AS number',
  weight: 'number of events',
  category: 'category',
  detail: 'free text',
  status: 'status of the server',
  lastSeen: 'last seen',
  country: 'country',
  city: 'city of the server',
  name: 'name of the server',
  source: 'source of the server',
  mark: 'mark of the server',
};

/** What each decision asks. */
export const decisionWords: Readonly<Record<ImportDecision['what'], string>> = {
  delimiter: 'What parts the cells',
  header: 'The first record holds',
  address: 'Column of the address',
  time: 'Column of the time',
  zone: 'Zone of times that name none',
  dateOrder: 'Order in dates',
  dateSystem: 'A spreadsheet counts days from',
  subject: 'The addresses are',
  networks: 'A network (CIDR) counts',
  fileDate: 'Rows without a time are',
};

/** A number with its noun: "1 row", "2 rows". */
export function counted(number: number, one: string, many: string, language?: string): string {
  return `${formatCount(number, language)} ${number === 1 ? one : many}`;
}

/** What reading a part will give, in numbers: "Whole file: 5 rows, 4 hits, 1 refused (1 with a bad address)". */
export function countsWords({ counts, refused, whole }: ImportPlan, language?: string): string {
  const { rows, hits, servers, serverRows, asideRows } = counts;
  const sum = refusalReasons.reduce((total, reason) => total + refused[reason], 0);
  const reasons = refusalWords({ refused }, language);
  const parts = [
    counted(rows + serverRows + asideRows, 'row', 'rows', language),
    ...(hits > 0 || servers === 0 ? [counted(hits, 'hit', 'hits', language)] : []),
    `${formatCount(sum, language)} refused${reasons && ` (${reasons})`}`,
    ...(servers > 0 ? [counted(servers, 'C2 server', 'C2 servers', language)] : []),
    ...(asideRows > 0 ? [`${counted(asideRows, 'row', 'rows', language)} set aside`] : []),
  ];
  return `${whole ? 'The whole file' : 'Its first part'}: ${parts.join(', ')}`;
}

/** How a part stands, in a few words. */
export function stateWords(part: ImportPlan | ImportFailure): string {
  if (isFailure(part)) return part.mendable ? 'needs a column of addresses' : 'cannot be read';
  const open = openDecisions(part);
  if (open.length > 0) return counted(open.length, 'question', 'questions');
  return 'no questions';
}
