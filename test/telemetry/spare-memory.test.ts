import { describe, expect, it } from 'vitest';
import { makeDictionaries } from '../../src/telemetry/dictionaries.ts';
import { HitBuffer } from '../../src/telemetry/hit-buffer.ts';
import { makeReader } from '../../src/telemetry/make-reader.ts';
import { recognise } from '../../src/telemetry/recognise.ts';
import { SpareMemory } from '../../src/telemetry/spare-memory.ts';
import { TextLog } from '../../src/telemetry/text-log.ts';
import { shownHits } from './read-bytes.ts';

const header = 'timestamp,src_ip,machine_id,family,dst_ip,dst_port,src_asn,src_country,count';
const full = (i: number) =>
  `2026-01-01 00:00:0${i % 10},192.0.2.${i % 200},bot-${i},fam${i % 5},203.0.113.${i % 9},${80 + (i % 7)},${64_496 + (i % 9)},DE,${(i % 4) + 1}`;
const bare = (i: number) => `2026-01-01 00:00:0${i % 10},192.0.2.${i % 200},,,,,,,`;

function bytesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

/** Rows in words, taken a push at a time; memory that was taken is handed back if there is somewhere to. */
function readAll(pushes: readonly string[][], spare?: SpareMemory) {
  const head = bytesOf([header, ...pushes.flat()]);
  const dictionaries = makeDictionaries();
  const reader = makeReader(recognise(head, 'log.csv'), {
    ...dictionaries,
    ...(spare && { spare }),
  });
  reader.push(bytesOf([header]));
  return pushes.map((lines) => {
    reader.push(bytesOf(lines));
    const columns = reader.take();
    const hits = shownHits(columns, dictionaries);
    const machines = { length: 0, sizes: new Uint32Array(0), words: new Int32Array(0) };
    spare?.add([{ columns, machines: { ...machines, bytes: new Uint8Array(0) } }]);
    return hits;
  });
}

const rows = (line: (i: number) => string, count: number) =>
  Array.from({ length: count }, (_, i) => line(i));

describe('SpareMemory', () => {
  it.each([300, 20_000])('leaves nothing of the rows before in %i later ones', (count) => {
    const [many, none] = [rows(full, count), rows(bare, count)];
    const few = [...none, full(1)];
    const pushes = [many, many, few, few, rows(full, 7), few, few];
    const expected = readAll(pushes);
    expect(readAll(pushes, new SpareMemory())).toEqual(expected);
    expect(expected[2]![3]).not.toHaveProperty('machine');
    expect(expected[2]![3]).not.toHaveProperty('country');
  });

  it('gives the memory of one batch to the next', () => {
    const spare = new SpareMemory();
    const dictionaries = makeDictionaries();
    const head = bytesOf([header, ...rows(full, 100)]);
    const reader = makeReader(recognise(head, 'log.csv'), { ...dictionaries, spare });
    reader.push(head);
    const first = reader.take();
    spare.add([{ columns: first, machines: new TextLog().take() }]);
    reader.push(bytesOf(rows(full, 100)));
    reader.take();
    reader.push(bytesOf(rows(full, 100)));
    const third = reader.take();
    expect(third.time.buffer).toBe(first.time.buffer);
    expect(third.machine.buffer).toBe(first.machine.buffer);
  });

  it('gives texts of any length after longer ones', () => {
    const spare = new SpareMemory();
    const log = new TextLog(spare);
    const code = (text: string) => {
      const bytes = new TextEncoder().encode(text);
      return log.code(bytes, 0, bytes.length);
    };
    const write = (texts: readonly string[]) => {
      texts.forEach(code);
      const { length, sizes, words, bytes } = log.take();
      const shown = Array.from({ length }, (_, i) => Array.from(words.subarray(i * 4, i * 4 + 4)));
      const { columns } = new HitBuffer();
      spare.add([{ columns, machines: { length, sizes, words, bytes } }]);
      return shown;
    };
    const long = Array.from({ length: 50 }, (_, i) => `0123456789abcd${i}`);
    const short = Array.from({ length: 50 }, (_, i) => `x${i}`);
    write(long);
    write(long);
    const again = write(short);
    expect(again[0]!.slice(1)).toEqual([0, 0, 0]);
    expect(again[49]!.slice(1)).toEqual([0, 0, 0]);
  });
});
