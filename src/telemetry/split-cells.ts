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
  return text.replace(new RegExp(`(^|${escaped(delimiter)}) +"`, 'gm'), '$1"');
}

/** The cells of the first records of a text, without blank ones; each cell without blanks around it. */
export function splitCells(text: string, marks: CellMarks, records: number): string[][] {
  const bare = text.replace(/\r\n/g, '\n');
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
