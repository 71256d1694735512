import { textOf } from './dictionaries.ts';

const NEWLINE = 10;
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

/** Size of the record at `start`: up to the first newline outside quotes. */
function recordSize(bytes: Uint8Array, start: number): Extent {
  let quoted = false;
  let lines = 0;
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) quoted = !quoted;
    if (bytes[at] !== NEWLINE) continue;
    lines++;
    if (!quoted) return { bytes: at + 1 - start, lines };
  }
  return { bytes: bytes.length - start, lines: lines + 1 };
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > 32) return false;
  return true;
}

/** Size of the first records from `start` on, blank lines between them included but not counted. */
export function extentOf(bytes: Uint8Array, start: number, records: number): Extent {
  const extent = { bytes: 0, lines: 0 };
  for (let left = records; left > 0 && start + extent.bytes < bytes.length;) {
    const at = start + extent.bytes;
    const size = recordSize(bytes, at);
    if (!isBlank(bytes, at, at + size.bytes)) left--;
    extent.bytes += size.bytes;
    extent.lines += size.lines;
  }
  return extent;
}

const comment = /^\s*(?:#+|;+|\/\/)[ \t]*/;

/** Takes byte order mark, blank lines and comments off the front of a file's first bytes. */
export function splitHead(head: Uint8Array): Head {
  let start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  let line = 1;
  const comments: string[] = [];
  let semicolons = false;
  while (start < head.length) {
    const end = lineEnd(head, start);
    const text = textOf(head.subarray(start, end)).replaceAll('\0', '');
    const isComment = comment.test(text);
    if (!isComment && text.trim() !== '') break;
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
  return { text, start, line, comments: comments.filter((each) => each !== ''), semicolons };
}
