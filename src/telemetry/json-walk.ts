const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;
const BLANK = 32;

/** A way to wanted values: what to do at each key on it. */
export interface JsonNode {
  keys: { bytes: Uint8Array; node: JsonNode }[];
  /** For every element of a list. */
  element: JsonNode | null;
  /** For the elements of a list by their places, where it is a row. */
  places: (JsonNode | undefined)[] | null;
  /** For the key of a record that is a member. */
  member: JsonNode | null;
  /** Index of each column whose value stands here. */
  columns: number[];
}

const encoder = new TextEncoder();

function emptyNode(): JsonNode {
  return { keys: [], element: null, places: null, member: null, columns: [] };
}

function nextNode(node: JsonNode, key: string): JsonNode {
  if (key === '[]') return (node.element ??= emptyNode());
  if (key === '{}') return (node.member ??= emptyNode());
  const bytes = encoder.encode(JSON.stringify(key).slice(1, -1));
  const old = node.keys.find((child) => child.bytes.join() === bytes.join());
  if (old) return old.node;
  const fresh = emptyNode();
  node.keys.push({ bytes, node: fresh });
  return fresh;
}

/**
 * The ways to some columns as one tree.
 * @param rows whether records are lists, so that paths begin with a place in them
 */
export function pathTree(
  paths: readonly (readonly string[])[],
  columns: readonly number[],
  rows = false,
): JsonNode {
  const root = emptyNode();
  const places: (JsonNode | undefined)[] = [];
  if (rows) root.places = places;
  for (const column of columns) {
    const path = paths[column] ?? [];
    const start = rows ? (places[placeOf(path)] ??= emptyNode()) : root;
    const node = path.slice(rows ? 1 : 0).reduce(nextNode, start);
    node.columns.push(column);
  }
  return root;
}

/** The place in a row that a path begins with, as '[0]'. */
function placeOf([first = '[0]']: readonly string[]): number {
  return Number(first.slice(1, -1));
}

/** Told of a value that stands in bytes[from, to), without quotes. */
export type OnValue = (column: number, bytes: Uint8Array, from: number, to: number) => void;

/** Walks over a JSON value byte by byte and tells of the wanted values in it: no object is made of it. */
export class JsonWalk {
  private bytes = new Uint8Array(0);
  private end = 0;
  /** Where the last string ends, and whether it holds escapes. */
  private escaped = false;
  private readonly root: JsonNode;
  private readonly onValue: OnValue;

  constructor(root: JsonNode, onValue: OnValue) {
    this.root = root;
    this.onValue = onValue;
  }

  /** Walks over the value in bytes[start, end); answers whether it is whole JSON with nothing after it. */
  walk(bytes: Uint8Array, start: number, end: number): boolean {
    this.bytes = bytes as Uint8Array<ArrayBuffer>;
    this.end = end;
    const at = this.value(this.blanks(start), this.root);
    return at >= 0 && this.blanks(at) === end;
  }

  /** Walks over "key": value in bytes[start, end); answers whether it is whole, with nothing after it. */
  walkMember(bytes: Uint8Array, start: number, end: number): boolean {
    this.bytes = bytes as Uint8Array<ArrayBuffer>;
    this.end = end;
    let at = this.blanks(start);
    if (at >= end || bytes[at] !== QUOTE) return false;
    at = this.text(at, this.root.member);
    if (at < 0) return false;
    at = this.blanks(at);
    if (at >= end || bytes[at] !== COLON) return false;
    at = this.value(this.blanks(at + 1), this.root);
    return at >= 0 && this.blanks(at) === end;
  }

  private blanks(start: number): number {
    let at = start;
    while (at < this.end && this.bytes[at]! <= BLANK) at++;
    return at;
  }

  /** Passes the value at `start`; answers where it ends, or -1 where it does not. */
  private value(start: number, node: JsonNode | null): number {
    const byte = start < this.end ? this.bytes[start]! : 0;
    if (byte === QUOTE) return this.text(start, node);
    if (byte === OPEN) return this.members(start, node);
    if (byte === OPEN_LIST) return this.elements(start, node);
    return this.word(start, node);
  }

  private text(start: number, node: JsonNode | null): number {
    const end = this.passString(start);
    if (end < 0 || node === null || node.columns.length === 0) return end;
    if (!this.escaped) this.tell(node, this.bytes, start + 1, end - 1);
    else {
      const told = encoder.encode(unescaped(this.bytes.subarray(start, end)));
      this.tell(node, told, 0, told.length);
    }
    return end;
  }

  /** A number, true, false or null. */
  private word(start: number, node: JsonNode | null): number {
    const { bytes } = this;
    let at = start;
    while (
      at < this.end &&
      bytes[at]! > BLANK &&
      bytes[at] !== COMMA &&
      bytes[at] !== CLOSE &&
      bytes[at] !== CLOSE_LIST
    )
      at++;
    if (at === start) return -1;
    const isNull = at - start === 4 && bytes[start] === 110;
    if (node !== null && !isNull) this.tell(node, bytes, start, at);
    return at;
  }

  private members(start: number, node: JsonNode | null): number {
    const { bytes } = this;
    let at = this.blanks(start + 1);
    if (bytes[at] === CLOSE) return at + 1;
    for (;;) {
      if (at >= this.end || bytes[at] !== QUOTE) return -1;
      const key = at + 1;
      const keyEnd = this.passString(at);
      if (keyEnd < 0) return -1;
      at = this.blanks(keyEnd);
      if (bytes[at] !== COLON) return -1;
      const child =
        node === null || node.keys.length === 0 ? null : this.child(node, key, keyEnd - 1);
      at = this.value(this.blanks(at + 1), child);
      if (at < 0) return -1;
      at = this.blanks(at);
      if (bytes[at] === CLOSE && at < this.end) return at + 1;
      if (bytes[at] !== COMMA || at >= this.end) return -1;
      at = this.blanks(at + 1);
    }
  }

  private elements(start: number, node: JsonNode | null): number {
    const { bytes } = this;
    const inner = node?.element ?? null;
    const places = node?.places ?? null;
    let place = 0;
    let at = this.blanks(start + 1);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    for (;;) {
      at = this.value(at, places === null ? inner : (places[place++] ?? null));
      if (at < 0) return -1;
      at = this.blanks(at);
      if (bytes[at] === CLOSE_LIST && at < this.end) return at + 1;
      if (bytes[at] !== COMMA || at >= this.end) return -1;
      at = this.blanks(at + 1);
    }
  }

  private child({ keys }: JsonNode, from: number, to: number): JsonNode | null {
    const { bytes } = this;
    for (const { bytes: key, node } of keys) {
      if (key.length !== to - from) continue;
      let i = 0;
      while (i < key.length && key[i] === bytes[from + i]) i++;
      if (i === key.length) return node;
    }
    return null;
  }

  /** From an opening quote to the byte after the closing one, or -1. */
  private passString(start: number): number {
    const { bytes, end } = this;
    this.escaped = false;
    for (let at = start + 1; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) return at + 1;
      if (byte === BACKSLASH) {
        this.escaped = true;
        at++;
      }
    }
    return -1;
  }

  private tell({ columns }: JsonNode, bytes: Uint8Array, from: number, to: number): void {
    for (const column of columns) this.onValue(column, bytes, from, to);
  }
}

function unescaped(bytes: Uint8Array): string {
  try {
    return String(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return '';
  }
}
