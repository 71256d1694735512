const BLANK = 32;
const COLON = 58;
const COMMA = 44;
const SEMICOLON = 59;
const PIPE = 124;
const encoder = new TextEncoder();

/** A word to look for, in lower case. */
export interface DetailWord {
  bytes: Uint8Array;
  /** Its value runs to a semicolon or comma rather than to a blank. */
  long: boolean;
}

/** Words as `findDetail` looks for them. */
export function detailWords(words: readonly string[]): DetailWord[] {
  return words.map((word) => ({
    bytes: encoder.encode(word.toLowerCase()),
    long: word.endsWith(':'),
  }));
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte | 32 : byte;
}

function standsAt(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (lower(bytes[at + i]!) !== word[i]) return false;
  return true;
}

function isMark(byte: number): boolean {
  return byte <= BLANK || byte === COMMA || byte === SEMICOLON || byte === PIPE;
}

/**
 * Finds the value after the first of some words in a cell of free text.
 * @param range gets where the value starts and ends
 */
export function findDetail(
  bytes: Uint8Array,
  from: number,
  to: number,
  words: readonly DetailWord[],
  range: Int32Array,
): boolean {
  for (const { bytes: word, long } of words) {
    for (let at = from; at + word.length < to; at++) {
      if (at > from && !isMark(bytes[at - 1]!)) continue;
      const after = at + word.length;
      if (!standsAt(bytes, at, word) || (!long && bytes[after] !== BLANK)) continue;
      let start = after;
      while (start < to && (bytes[start] === BLANK || bytes[start] === COLON)) start++;
      let end = start;
      while (end < to && !(long ? isStop(bytes[end]!) : isMark(bytes[end]!))) end++;
      while (end > start && bytes[end - 1]! <= BLANK) end--;
      if (end === start) continue;
      range[0] = start;
      range[1] = end;
      return true;
    }
  }
  return false;
}

function isStop(byte: number): boolean {
  return byte === COMMA || byte === SEMICOLON || byte === PIPE;
}

/**
 * The host of a URL, or of a name with a port, in lower case: of a text that stands in bytes[from, to).
 * @returns a copy, empty where there is no host
 */
export function hostOf(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes.subarray(from, to)).trim().toLowerCase();
  if (bareV6.test(text)) return encoder.encode(text);
  const match = /^(?:[a-z][a-z\d+.-]*:\/\/)?(?:[^/@\s]*@)?(\[[^\]]*\]|[^:/?#\s]*)/.exec(text);
  return encoder.encode((match?.[1] ?? '').replace(/^\[|\]$/g, ''));
}

/** An IPv6 address without brackets, whose colons part no port. */
const bareV6 = /^[\da-f]*:[\da-f]*:[\da-f:.]*$/;

/** The port after the host of a URL or of a name; 0 where none stands there. */
export function portOfHost(bytes: Uint8Array, from: number, to: number): number {
  const text = new TextDecoder('latin1').decode(bytes.subarray(from, to)).trim().toLowerCase();
  if (bareV6.test(text)) return 0;
  const match =
    /^(?:[a-z][a-z\d+.-]*:\/\/)?(?:[^/@\s]*@)?(?:\[[^\]]*\]|[^:/?#\s]*):(\d{1,5})(?:[/?#]|$)/.exec(
      text,
    );
  const port = Number(match?.[1] ?? 0);
  return port > 65_535 ? 0 : port;
}
