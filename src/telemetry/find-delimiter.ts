import Papa from 'papaparse';
import { parseAddress } from './address.ts';
import { NO_DELIMITER } from './dialect.ts';
import { fold, roleNames, roles } from './roles.ts';
import { papaMarks, splitCells, withoutPadding, type CellMarks } from './split-cells.ts';

const candidates = [',', '\t', ';', '|', '#', '^', '~'];
/** Candidates that are taken only where the others part far less. */
const rare = new Set(['#', '^', '~']);
const LINES = 50;

/** How often each candidate stands outside quotes in each of the first records. */
function countsByRecord(text: string): Map<string, number>[] {
  const records: Map<string, number>[] = [];
  let record = new Map<string, number>();
  let quoted = false;
  let filled = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === '\n' && !quoted) {
      if (filled) records.push(record);
      if (records.length === LINES) return records;
      record = new Map();
      filled = false;
      continue;
    }
    if (character.trim() !== '') filled = true;
    if (!quoted && candidates.includes(character)) {
      record.set(character, (record.get(character) ?? 0) + 1);
    }
  }
  if (filled) records.push(record);
  return records;
}

/** The count that most records have, how many have it, for a candidate that stands in them. */
function usual(counts: readonly number[]): { count: number; share: number } {
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  let best = { count: 0, share: 0 };
  for (const [count, times] of tally) {
    const share = times / counts.length;
    if (count > 0 && share > best.share) best = { count, share };
  }
  return best;
}

/** Records with a candidate in them, whatever their number: rows may be ragged. */
function present(counts: readonly number[]): number {
  return counts.filter((count) => count > 0).length / Math.max(1, counts.length);
}

const remarked = /^\s*([^\s#,]+)(?:\s+#.*)?$/;

/** Whether each of the first lines holds an address alone, and some a remark after it. */
export function isRemarked(text: string): boolean {
  const lines = text
    .split('\n', LINES)
    .map((line) => line.trimEnd())
    .filter((line) => !/^\s*(?:#|$)/.test(line));
  const found = lines.map((line) => remarked.exec(line)?.[1] ?? '');
  const whole = lines.every((line) => line.trim() === remarked.exec(line)?.[1]);
  return lines.length > 0 && !whole && found.every((cell) => parseAddress(cell) !== null);
}

/** Share of the first records that have an address in a cell of its own where a mark parts them. */
function addressed(text: string, delimiter: number): number {
  const rows = splitCells(text, { delimiter }, 20).filter(([first = '']) => !/^[#;]/.test(first));
  const found = rows.filter((row) => row.some((cell) => parseAddress(cell) !== null));
  return found.length / Math.max(1, rows.length);
}

const known = new Set(roles.flatMap((role) => roleNames[role]));

/** Whether a mark parts the first line into names, of which several are known: rows below may be as ragged as they like. */
function partsNames(text: string, mark: string): boolean {
  const [line = ''] = text.split('\n', 1);
  const names = line.split(mark).map((name) => fold(name.trim().replace(/^"(.*)"$/, '$1')));
  return names.length > 2 && names.filter((name) => known.has(name)).length > 2;
}

/**
 * The byte that parts the cells of a text: the one of comma, tab, semicolon and pipe that stands equally often, outside
 * quotes, in most of the first records, and leaves addresses in cells of their own; NO_DELIMITER where none does.
 */
export function findDelimiter(text: string): number {
  const records = countsByRecord(text);
  const counted = candidates.map((mark) => {
    const counts = records.map((record) => record.get(mark) ?? 0);
    return { mark, ...usual(counts), present: present(counts) };
  });
  const most = Math.max(...counted.filter(({ mark }) => !rare.has(mark)).map(({ count }) => count));
  let best = { delimiter: NO_DELIMITER, score: 0, own: 0 };
  for (const { mark, count, share, present: everywhere } of counted) {
    const enough = rare.has(mark)
      ? share >= 0.9 && count > most * 2 && count > 1
      : share >= 0.3 || partsNames(text, mark);
    const even = share * 10 + everywhere * 3 + Math.min(count, 60) / 60;
    if (!enough) continue;
    const delimiter = mark.charCodeAt(0);
    const own = addressed(text, delimiter);
    const score = even + (rare.has(mark) ? 1 : 0) + own * 5;
    if (score > best.score) best = { delimiter, score, own };
  }
  // A mark that leaves no address in a cell of its own stands inside of cells, as in lists of ports, where blanks do.
  return best.own === 0 && isParted(text) ? 32 : best.delimiter;
}

/** Whether blanks part at least three cells, of which one is an address, in every one of the first lines, or below its name. */
function isParted(text: string): boolean {
  const rows = splitCells(text, { delimiter: 32 }, 20).filter(
    ([first = '']) => !/^[#;]/.test(first),
  );
  const width = rows[0]?.length ?? 0;
  if (width < 3 || rows.some((row) => row.length !== width)) return false;
  const address = rows[0]!.findIndex((cell) => parseAddress(cell) !== null);
  if (address < 0) {
    const named = rows[0]!.findIndex((cell) => roleNames.address.includes(fold(cell)));
    const below = rows.slice(1).filter((row) => parseAddress(row[named] ?? '') !== null);
    return below.length > 0 && below.length * 2 >= rows.length - 1;
  }
  return rows.every((row) => parseAddress(row[address]!) !== null);
}

const pairs = ['||', '::', '|~|', '^|^', '~~', '##', '@@', '<>', '@|@'];

/** A separator of several characters that parts the records evenly, where each of its own characters would not. */
export function findSeparator(text: string): string | null {
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  for (const separator of pairs) {
    const counts = lines.map((line) => line.split(separator).length - 1);
    if (counts.length === 0 || counts[0] === 0 || counts.some((count) => count !== counts[0]))
      continue;
    // IPv6 addresses hold "::", and empty cells leave two pipes in a row.
    const apart = lines.every((line) => !line.split(separator).join('').includes(separator[0]!));
    if (apart && counts.length > 1) return separator;
  }
  return null;
}

function quoteErrors(text: string, marks: CellMarks): { errors: number; widths: number } {
  const { data, errors } = Papa.parse<string[]>(withoutPadding(text, marks), {
    ...papaMarks(marks),
    skipEmptyLines: 'greedy',
  });
  return { errors: errors.length, widths: new Set(data.map((row) => row.length)).size };
}

/** How quotes are written where it is not the usual way: what reads the text with fewer mistakes. */
export function findQuoting(
  text: string,
  delimiter: number,
): Pick<CellMarks, 'backslashes' | 'apostrophes'> {
  const start = text.slice(0, 1 << 16).replace(/\r\n/g, '\n');
  const whole = start.length < text.length ? start.slice(0, start.lastIndexOf('\n') + 1) : start;
  if (whole.includes('\\"')) {
    const plain = quoteErrors(whole, { delimiter });
    const escapes = quoteErrors(whole, { delimiter, backslashes: true });
    const better = escapes.errors < plain.errors || escapes.widths < plain.widths;
    if (better && escapes.errors <= plain.errors && escapes.widths <= plain.widths) {
      return { backslashes: true };
    }
  }
  const cells = splitCells(whole, { delimiter }, 20)
    .flat()
    .filter((cell) => cell !== '');
  const wrapped = cells.filter((cell) => /^'[^]*'$/.test(cell)).length;
  return cells.length > 1 && wrapped > cells.length / 2 ? { apostrophes: true } : {};
}
