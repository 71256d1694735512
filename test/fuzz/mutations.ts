import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';

/** A file to be read. */
export interface FuzzInput {
  name: string;
  bytes: Uint8Array;
}

/** Numbers from 0 to before a bound, always the same ones for a seed. */
export type Draw = (bound: number) => number;

/** Mulberry32 (Tommy Ettinger, 2017): a small generator whose seeds may be any numbers. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * bound);
  };
}

const encoder = new TextEncoder();

function textOf({ bytes }: FuzzInput): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Latin-1 text as its bytes. */
function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

function pick<T>(draw: Draw, list: readonly T[]): T {
  return list[draw(list.length)]!;
}

/** Changes a file; whether the result is still telemetry is the reader's to find out. */
type Mutation = (input: FuzzInput, draw: Draw, others: readonly FuzzInput[]) => FuzzInput;

function onLines(act: (lines: string[], draw: Draw) => void): Mutation {
  return (input, draw) => {
    const lines = textOf(input).split('\n');
    act(lines, draw);
    return { ...input, bytes: bytesOf(lines.join('\n')) };
  };
}

function onCells(act: (cells: string[], draw: Draw) => void, all: boolean): Mutation {
  return onLines((lines, draw) => {
    const delimiter = pick(draw, [',', '\t', ';', '|']);
    const only = draw(lines.length);
    lines.forEach((line, i) => {
      if (!all && i !== only) return;
      const cells = line.split(delimiter);
      act(cells, draw);
      lines[i] = cells.join(delimiter);
    });
  });
}

const odd = [
  ...['"', '""', '\0', '\r', '\ufeff', '#', ',', ';;;;', '\t', '{', '}', '[', '\\', '=', "'"],
  ...['0.0.0.0', '::', '999.1.1.1', '1e400', '-', 'null', 'NaN', '2026-13-45 99:99:99', '1/2/3'],
  ...['203.0.113.9 | 198.51.100.1', '2001:db8::1%eth0', 'hxxp://198[.]51[.]100[.]7:80/x', '\x85'],
];

const mutations: Record<string, Mutation> = {
  asIs: (input) => input,
  truncate: (input, draw) => ({ ...input, bytes: input.bytes.slice(0, draw(input.bytes.length)) }),
  cutBeginning: (input, draw) => ({ ...input, bytes: input.bytes.slice(draw(input.bytes.length)) }),
  flipBytes: (input, draw) => {
    const bytes = input.bytes.slice();
    for (let i = draw(20) + 1; i > 0 && bytes.length > 0; i--)
      bytes[draw(bytes.length)] = draw(256);
    return { ...input, bytes };
  },
  insertOdd: (input, draw) => {
    const text = textOf(input);
    const at = draw(text.length + 1);
    return { ...input, bytes: bytesOf(text.slice(0, at) + pick(draw, odd) + text.slice(at)) };
  },
  repeatHeader: onLines((lines, draw) => {
    for (let i = draw(4) + 1; i > 0; i--) lines.splice(draw(lines.length + 1), 0, lines[0]!);
  }),
  repeatLines: onLines((lines, draw) => {
    const copies = lines.slice(1);
    for (let i = draw(300); i > 0 && copies.length > 0; i--) lines.push(pick(draw, copies));
  }),
  dropLine: onLines((lines, draw) => lines.splice(draw(lines.length), 1)),
  swapLines: onLines((lines, draw) => {
    const [a, b] = [draw(lines.length), draw(lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
  }),
  dropCells: onCells((cells, draw) => cells.splice(draw(cells.length), draw(3)), false),
  dropColumn: onCells((cells) => cells.splice(1, 1), true),
  addColumn: onCells((cells, draw) => cells.splice(draw(2), 0, pick(draw, odd)), true),
  manyColumns: onCells((cells) => cells.push(...new Array<string>(2000).fill('x')), true),
  oddCell: onCells((cells, draw) => cells.splice(draw(cells.length), 1, pick(draw, odd)), false),
  otherEnds: (input, draw) => {
    const text = textOf(input).replace(/\r?\n/g, pick(draw, ['\r\n', '\r', '\n\n', '\n\r']));
    return { ...input, bytes: bytesOf(text) };
  },
  otherDelimiter: (input, draw) => ({
    ...input,
    bytes: bytesOf(textOf(input).replaceAll(',', pick(draw, ['\t', ';', '|', ', ', '  ', '\x01']))),
  }),
  utf16: (input, draw) => {
    const text = `\ufeff${textOf(input)}`;
    const isBig = draw(2) === 1;
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !isBig);
    return { ...input, bytes };
  },
  splice: (input, draw, others) => {
    const other = pick(draw, others);
    const [head, tail] = [draw(input.bytes.length), draw(other.bytes.length)];
    const bytes = new Uint8Array(head + other.bytes.length - tail);
    bytes.set(input.bytes.subarray(0, head));
    bytes.set(other.bytes.subarray(tail), head);
    return { ...input, bytes };
  },
  gzip: (input) => ({ name: `${input.name}.gz`, bytes: gzipSync(input.bytes) }),
  gzipTwice: (input) => ({ name: `${input.name}.gz`, bytes: gzipSync(gzipSync(input.bytes)) }),
  brokenGzip: (input, draw) => {
    const bytes = new Uint8Array(gzipSync(input.bytes));
    if (draw(2) === 0)
      return { name: `${input.name}.gz`, bytes: bytes.slice(0, draw(bytes.length)) };
    bytes[draw(bytes.length)]! ^= 1 << draw(8);
    return { name: `${input.name}.gz`, bytes };
  },
  zip: (input, draw, others) => {
    const other = pick(draw, others);
    const bytes = zipSync({ [input.name]: input.bytes, [`more/${other.name}`]: other.bytes });
    if (draw(3) === 0) bytes[draw(bytes.length)]! ^= 1 << draw(8);
    return { name: 'reports.zip', bytes };
  },
  otherName: (input, draw) => ({
    ...input,
    name: pick(draw, ['x', 'x.json', 'x.csv.gz', 'x.zip', '2026-03-02-x.txt', 'x.mmdb.csv', '.']),
  }),
};

const names = Object.keys(mutations);

/** A file with one to four mutations, and what they are. */
export function mutated(files: readonly FuzzInput[], draw: Draw): FuzzInput & { by: string[] } {
  let input = pick(draw, files);
  const by: string[] = [];
  for (let i = draw(4); i >= 0; i--) {
    const name = pick(draw, names);
    by.push(name);
    input = mutations[name]!(input, draw, files);
  }
  return { ...input, by };
}

const header = encoder.encode('timestamp,src_ip,family\n');
const row = encoder.encode('2026-01-02 03:04:05,198.51.100.7,mirai\n');

function joined(...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Files that are large where nobody expects it. Made when asked for: some are of 50 MB. */
export const monsters: Record<string, () => FuzzInput> = {
  'a line of 50 MB': () => {
    const long = new Uint8Array(50_000_000).fill(120);
    return { name: 'long.csv', bytes: joined(header, row, long, encoder.encode('\n'), row) };
  },
  'a quote that nobody closes, 50 MB': () => {
    const long = encoder.encode(`"${'never closed, and on\n'.repeat(2_400_000)}`);
    return { name: 'quote.csv', bytes: joined(header, row, long) };
  },
  '100,000 columns': () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(',');
    const cells = ',0'.repeat(100_000);
    const text = `timestamp,src_ip,${names}\n${`2026-01-02 03:04:05,198.51.100.7${cells}\n`.repeat(20)}`;
    return { name: 'wide.csv', bytes: encoder.encode(text) };
  },
  'JSON 200,000 levels deep': () => {
    const depth = 200_000;
    const deep = `${'{"a":'.repeat(depth)}"198.51.100.7"${'}'.repeat(depth)}`;
    return { name: 'deep.json', bytes: encoder.encode(`[{"ip":"198.51.100.7","x":${deep}}]`) };
  },
  'lists 200,000 levels deep': () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    return { name: 'deep.jsonl', bytes: encoder.encode(`{"ip":"198.51.100.7","x":${deep}}\n`) };
  },
  'a gzip of 1 GB of zeros': () => {
    const part = new Uint8Array(gzipSync(new Uint8Array(1 << 26)));
    return { name: 'zeros.csv.gz', bytes: joined(...new Array<Uint8Array>(16).fill(part)) };
  },
  'a zip of 256 MB of zeros': () => {
    return { name: 'zeros.zip', bytes: zipSync({ 'zeros.csv': new Uint8Array(1 << 28) }) };
  },
  'a gzip of a gzip of a gzip': () => {
    const once = gzipSync(joined(header, row));
    return { name: 'log.csv.gz', bytes: new Uint8Array(gzipSync(gzipSync(once))) };
  },
  'a zip with 20,000 members': () => {
    const members = Array.from(
      { length: 20_000 },
      (_, i) => [`${i}.csv`, joined(header, row)] as const,
    );
    return { name: 'many.zip', bytes: zipSync(Object.fromEntries(members), { level: 0 }) };
  },
  '10 million blank lines': () => {
    return { name: 'blank.csv', bytes: joined(header, new Uint8Array(10_000_000).fill(10), row) };
  },
};
