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
  /** The last comment before the first record, without its mark; null where there is none. */
  lastComment: string | null;
  hasComments: boolean;
  /** Size of the first record of `text`, its line end included. */
  firstRecord: { bytes: number; lines: number };
}

function lineEnd(bytes: Uint8Array, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start);
  return newline < 0 ? bytes.length : newline + 1;
}

/** Size of the record at `start`: up to the first newline outside quotes. */
function recordSize(bytes: Uint8Array, start: number): { bytes: number; lines: number } {
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

const comment = /^\s*(?:#+|;+|\/\/)\s*/;

/** Takes byte order mark, blank lines and comments off the front of a file's first bytes. */
export function splitHead(head: Uint8Array): Head {
  let start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  let line = 1;
  let lastComment: string | null = null;
  let hasComments = false;
  while (start < head.length) {
    const end = lineEnd(head, start);
    const text = textOf(head.subarray(start, end)).replaceAll('\0', '');
    const isComment = comment.test(text);
    if (!isComment && text.trim() !== '') break;
    if (isComment) {
      hasComments = true;
      lastComment = text.replace(comment, '').trim() || lastComment;
    }
    start = end;
    line++;
  }
  const last = head.lastIndexOf(NEWLINE);
  const whole = head.length < HEAD_BYTES || last <= start ? head.length : last + 1;
  return {
    text: textOf(head.subarray(start, whole)).replaceAll('\0', ''),
    start,
    line,
    lastComment,
    hasComments,
    firstRecord: recordSize(head, start),
  };
}
