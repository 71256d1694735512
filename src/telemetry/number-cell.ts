import { countryCodeOfBytes } from '../model/country-code.ts';
import { textOf } from './text-of.ts';

const BLANK = 32;
const APOSTROPHE = 39;
const COMMA = 44;
const DASH = 45;
const SEMICOLON = 59;
const QUESTION = 63;
const SMALL_N = 110;
const PIPE = 124;

/** Whether a cell spells nothing. */
export function isNothing(bytes: Uint8Array, from: number, to: number): boolean {
  if (to <= from) return true;
  if (to - from === 1) return bytes[from] === DASH || bytes[from] === QUESTION;
  if (to - from === 3) return bytes[from] === 110 && bytes[from + 1] === 47 && bytes[to - 1] === 97;
  if (to - from !== 4 || (bytes[from]! | 32) !== SMALL_N) return false;
  return /^(?:null|none)$/i.test(textOf(bytes.subarray(from, to)));
}

/** Whether a cell holds what may part several values. */
export function hasSeparator(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte <= BLANK || byte === COMMA || byte === PIPE || byte === SEMICOLON) return true;
    if (byte === APOSTROPHE) return true;
  }
  return false;
}

/** The number in bytes[from, to), commas between thousands passed over; 0 where it holds anything else. */
function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = bytes[i]! - 48;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (bytes[i] !== COMMA || i === from || (to - i) % 4 !== 0) return 0;
  }
  return value;
}

/** A port; 0 where the cell holds none. */
export function portIn(bytes: Uint8Array, from: number, to: number): number {
  const port = wholeNumber(bytes, from, to);
  return port > 65535 ? 0 : port;
}

/** An AS number, with or without AS before it, the first of several; 0 where the cell holds none. */
export function networkIn(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  const named = to - from > 2 && (bytes[from]! | 32) === 97 && (bytes[from + 1]! | 32) === 115;
  if (named) start += 2;
  let end = start;
  while (end < to && bytes[end] !== PIPE && bytes[end]! > BLANK) end++;
  const network = wholeNumber(bytes, start, end);
  return network > 0xffffffff ? 0 : network;
}

/** Number of the country that a cell names by two letters; 0 where it names none. */
export function countryIn(bytes: Uint8Array, from: number, to: number): number {
  if ((to - from) % 3 !== 2) return 0;
  for (let at = from + 2; at < to; at += 3) {
    const isSame = bytes[at + 1] === bytes[from] && bytes[at + 2] === bytes[from + 1];
    if (bytes[at] !== BLANK || !isSame) return 0;
  }
  return countryCodeOfBytes(bytes[from]!, bytes[from + 1]!);
}

/** A number of events, at least 1. */
export function weightIn(bytes: Uint8Array, from: number, to: number): number {
  if (to <= from) return 1;
  return Math.max(1, wholeNumber(bytes, from, to));
}

/** The port that a text names; 0 where it names none. */
export function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port < 65_536 ? port : 0;
}
