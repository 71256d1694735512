import Papa from 'papaparse';
import { NO_DELIMITER } from './dialect.ts';

/** What of a dialect decides where cells end. */
export interface CellMarks {
  delimiter: number;
  separator?: string;
  backslashes?: boolean;
  apostrophes?: boolean;
}

/** PapaParse's settings for a dialect. */
export function papaMarks({ delimiter, separator, backslashes, apostrophes }: CellMarks) {
  return {
    delimiter: separator ?? String.fromCharCode(delimiter),
    newline: '\n' as const,
    ...(backslashes ? { escapeChar: '\\' } : {}),
    ...(apostrophes ? { quoteChar: "'", escapeChar: "'" } : {}),
  };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Takes blanks out that stand between a delimiter and a quote: PapaParse would keep the quote and split the cell. */
export function withoutPadding(text: string, marks: CellMarks): string {
  const { delimiter } = papaMarks(marks);
  if (marks.delimiter === 9 || marks.delimiter === 32) return text;
  if (!new RegExp(`(?:^|${escaped(delimiter)}) +"`, 'm').test(text)) return text;
  const part = new RegExp(`"|\\n|${escaped(delimiter)}`, 'g');
  let bare = '';
  let from = 0;
  let quoted = false;
  let cellStart = 0;
  for (let match = part.exec(text); match; match = part.exec(text)) {
    const at = match.index;
    if (match[0] !== '"') {
      if (!quoted) cellStart = at + match[0].length;
      continue;
    }
    if (quoted) {
      const pair = text[at + 1] === '"';
      if (pair) part.lastIndex = at + 2;
      quoted = pair || (marks.backslashes === true && text[at - 1] === '\\');
      continue;
    }
    if (text.slice(cellStart, at).trim() !== '') continue;
    bare += text.slice(from, cellStart);
    from = at;
    quoted = true;
  }
  return bare + text.slice(from);
}

/** A record of more characters than this, on the average, leaves fewer records to look at. */
const USUAL_RECORD = 2000;

/** As much of a text as a number of usual records takes, to the end of a line. */
function firstPart(text: string, records: number): string {
  const most = records * USUAL_RECORD;
  if (text.length <= most) return text;
  const end = text.lastIndexOf('\n', most);
  return end > 0 ? text.slice(0, end + 1) : text;
}

/** The cells of the first records of a text, without blank ones; each cell without blanks around it. */
export function splitCells(text: string, marks: CellMarks, records: number): string[][] {
  const bare = firstPart(text, records).replace(/\r\n/g, '\n');
  if (marks.delimiter === 32) return splitAtBlanks(bare, records);
  const { data } = Papa.parse<string[]>(withoutPadding(bare, marks), {
    ...papaMarks(marks),
    preview: records,
    skipEmptyLines: 'greedy',
  });
  if (marks.delimiter === NO_DELIMITER) return data;
  return data.map((row) => row.map((cell) => cell.trim()));
}

const blankCell = /"((?:[^"]|"")*)"|\d{4}-\d\d-\d\d \d\d:\d\d\S*|[^\s"]+/g;

/** Cells parted by any number of blanks; quotes keep blanks together, and a date and its clock are one cell. */
function splitAtBlanks(text: string, records: number): string[][] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines
    .slice(0, records)
    .map((line) => [...line.matchAll(blankCell)].map(([cell, quoted]) => quoted ?? cell));
}
