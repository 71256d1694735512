import type { ImportOverride } from '../model/import-plan.ts';
import { NO_DELIMITER } from './dialect.ts';
import { isAddress } from './find-columns.ts';
import { saysServers } from './find-format.ts';
import { meaningOf } from './find-meaning.ts';
import type { Format } from './format.ts';
import { formats } from './formats.ts';
import { anyLine, anyServerLine } from './formats/any-line.ts';
import { isNoLine } from './line-reader.ts';
import type { Looked } from './no-address-error.ts';
import { fold } from './roles.ts';
import type { Head } from './split-head.ts';

const SAMPLE_LINES = 100;
/** As much of a line is looked at. */
const LOOKED_AT = 1 << 13;
/** Share of the first lines that a known form must fit. */
const KNOWN = 0.5;
/** Share of the first lines that must hold an address where nothing is known but that. */
const ANY = 0.5;
/** Share of the first lines that must begin with an address, where sentences and names stand among them. */
const BEGUN = 0.1;
/** Lines with an address that make a text a list of records: one is a sentence that names one. */
const LEAST = 2;

/** Names of a pattern's groups, in their order. */
function groupsOf(pattern: string): string[] {
  return [...pattern.matchAll(/\(\?<([a-z]\w*)>/gi)].map(([, name]) => name!);
}

/** The groups of the lines that fit a pattern. */
function rowsOf(lines: readonly string[], pattern: string): string[][] {
  const form = new RegExp(pattern);
  return lines.flatMap((line) => {
    const groups = form.exec(line);
    return groups ? [groups.slice(1).map((group: string | undefined) => group ?? '')] : [];
  });
}

function lookWith(
  format: Format & { line: string },
  rows: string[][],
  split: Head,
  file: string,
  override: ImportOverride,
): Looked {
  const groups = groupsOf(format.line);
  // A group that says nothing in the first lines is none.
  const names = groups.map((group, at) => (rows.some((row) => row[at] !== '') ? group : ''));
  const banner = split.comments.join('\n');
  const seen = { names: names.map(fold), rows, banner, file, shape: 'lines' as const };
  const roleNames = Object.fromEntries(groups.map((group) => [group, [fold(group)]]));
  const meant = { ...format, names: roleNames };
  const { format: _, ...meaning } = meaningOf(names, seen, override, meant);
  const known = format !== anyLine && format !== anyServerLine;
  return {
    rows,
    recognition: {
      format: `lines, ${format.name}`,
      dialect: {
        delimiter: NO_DELIMITER,
        header: false,
        comments: true,
        dataStart: split.start,
        dataLine: split.line,
      },
      reader: 'lines',
      line: format.line,
      ...(format.asideLine === undefined ? {} : { asideLine: format.asideLine }),
      columns: meaning.columns,
      fallbacks: meaning.fallbacks,
      rules: meaning.rules,
      why: [`Every line is one record: ${format.name}.`, ...meaning.why],
      splittable: false,
      names,
      notices: meaning.notices,
      fileDate: meaning.fileDate,
      certain: {
        delimiter: true,
        header: true,
        ...meaning.certain,
        address: known || override.columns?.address !== undefined,
        subject: meaning.certain.subject && (known || override.subject !== undefined),
      },
    },
  };
}

function firstLines({ text }: Head): string[] {
  const lines = text
    .split('\n', SAMPLE_LINES * 4)
    .map((line) => line.slice(0, LOOKED_AT).trimEnd());
  return lines.filter((line) => !isNoLine(line)).slice(0, SAMPLE_LINES);
}

const hasLine = (format: Format): format is Format & { line: string } => format.line !== undefined;

/** Recognises a log by the form of its lines; null where no known form fits. */
export function lookAtLines(split: Head, file: string, override: ImportOverride): Looked | null {
  const lines = firstLines(split);
  for (const format of formats.filter(hasLine)) {
    const rows = rowsOf(lines, format.line);
    const aside = format.asideLine === undefined ? null : new RegExp(format.asideLine);
    const records = lines.filter((line) => !aside?.test(line));
    if (records.length > 0 && rows.length >= records.length * KNOWN) {
      return lookWith(format, rows, split, file, override);
    }
  }
  return null;
}

/** Takes the first address of each line of a text in which nothing else is known; null where few lines have one. */
export function lookAtAnyLines(split: Head, file: string, override: ImportOverride): Looked | null {
  const lines = firstLines(split);
  const rows = rowsOf(lines, anyLine.line);
  const address = groupsOf(anyLine.line).indexOf('address');
  const addressed = rows.filter((row) => isAddress(row[address] ?? ''));
  const begun = lines.filter((line) => isAddress(/^\W{0,3}(\d[^\s,;]+)/.exec(line)?.[1] ?? ''));
  const listed = begun.length >= LEAST && begun.length >= lines.length * BEGUN;
  const mostly = addressed.length >= LEAST && addressed.length >= lines.length * ANY;
  if (!mostly && !listed) return null;
  const prose = lines.filter((line) => !begun.includes(line)).join(' ');
  const format = !mostly && saysServers(`${file} ${prose}`) ? anyServerLine : anyLine;
  return lookWith(format, rows, split, file, override);
}
