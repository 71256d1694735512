import { textOf } from './text-of.ts';

const NEWLINE = 10;
const RETURN = 13;
const BLANK = 32;
const QUOTE = 34;

/** As much of a file's start as is looked at to recognise it. */
export const HEAD_BYTES = 1 << 18;

/** The first part of a file, with what stands before its first record taken off. */
export interface Head {
  /** Records, whole lines only where the file goes on. */
  text: string;
  /** Bytes and lines before `text`. */
  start: number;
  /** Line number of the first line of `text`, 1-based. */
  line: number;
  /** The comments before the first record, without their marks and frames. */
  comments: readonly string[];
  /** Whether a comment begins with a semicolon. */
  semicolons: boolean;
  /** What parts the cells, where a line of Excel's ("sep=;") says it. */
  separator: string | null;
}

/** Where a number of records end: bytes and lines before that. */
export interface Extent {
  bytes: number;
  lines: number;
}

function lineEnd(bytes: Uint8Array, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start);
  return newline < 0 ? bytes.length : newline + 1;
}

/** Whether a quoted cell may end here: nothing but blanks before a delimiter, a line's end or that of the bytes. */
function endsCell(bytes: Uint8Array, at: number, delimiter: number): boolean {
  let end = at;
  while (bytes[end] === BLANK || bytes[end] === RETURN) end++;
  return end >= bytes.length || bytes[end] === NEWLINE || bytes[end] === delimiter;
}

/** From the byte after an opening quote to that after the closing one; -1 where nothing closes it. */
function closeQuote(bytes: Uint8Array, start: number, delimiter: number): number {
  for (let at = bytes.indexOf(QUOTE, start); at >= 0; at = bytes.indexOf(QUOTE, at)) {
    if (bytes[at + 1] === QUOTE) at += 2;
    else if (endsCell(bytes, at + 1, delimiter)) return at + 1;
    else at++;
  }
  return -1;
}

function linesIn(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at++) if (bytes[at] === NEWLINE) lines++;
  return lines;
}

/** Size of the record at `start`: up to the first newline outside quotes, or the first one where a quote is never closed. */
function recordSize(bytes: Uint8Array, start: number, delimiter: number): Extent {
  let isStart = true;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === NEWLINE) return { bytes: at + 1 - start, lines: linesIn(bytes, start, at + 1) };
    if (byte === QUOTE && isStart) {
      const end = closeQuote(bytes, at + 1, delimiter);
      if (end < 0) break;
      at = end - 1;
    }
    isStart = byte === delimiter || (isStart && byte === BLANK);
  }
  const end = lineEnd(bytes, start);
  return { bytes: end - start, lines: 1 };
}

/** Whether a record holds nothing: blanks, delimiters and quotes alone. */
function isBlank(bytes: Uint8Array, start: number, end: number, delimiter: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte > BLANK && byte !== delimiter && byte !== QUOTE) return false;
  }
  return true;
}

/** Size of the first records from `start` on, blank ones between them included but not counted. */
export function extentOf(
  bytes: Uint8Array,
  start: number,
  records: number,
  delimiter: number,
): Extent {
  const extent = { bytes: 0, lines: 0 };
  for (let left = records; left > 0 && start + extent.bytes < bytes.length;) {
    const at = start + extent.bytes;
    const size = recordSize(bytes, at, delimiter);
    if (!isBlank(bytes, at, at + size.bytes, delimiter)) left--;
    extent.bytes += size.bytes;
    extent.lines += size.lines;
  }
  return extent;
}

/** Excel's line that says what parts the cells. */
const separatorLine = /^"?sep=(.)"?\s*$/i;

const comment = /^\s*(?:#+|;+|\/\/)[ \t]*/;

/** Takes byte order mark, blank lines and comments off the front of a file's first bytes. */
export function splitHead(head: Uint8Array): Head {
  let start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  let line = 1;
  const comments: string[] = [];
  let semicolons = false;
  let separator: string | null = null;
  while (start < head.length) {
    const end = lineEnd(head, start);
    const text = textOf(head.subarray(start, end)).replaceAll('\0', '');
    const isComment = comment.test(text);
    const said: string | undefined = separator === null ? separatorLine.exec(text)?.[1] : undefined;
    if (said !== undefined) separator = said;
    else if (!isComment && text.trim() !== '') break;
    if (isComment) {
      comments.push(text.replace(comment, '').replace(/[\s#]+$/, ''));
      semicolons ||= /^\s*;/.test(text);
    }
    start = end;
    line++;
  }
  const last = head.lastIndexOf(NEWLINE);
  const whole = head.length < HEAD_BYTES || last <= start ? head.length : last + 1;
  const text = textOf(head.subarray(start, whole)).replaceAll('\0', '');
  const told = comments.filter((each) => each !== '');
  return { text, start, line, comments: told, semicolons, separator };
}
