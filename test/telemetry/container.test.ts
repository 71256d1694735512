import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { containerKind, membersOf } from '../../src/telemetry/container.ts';
import { setLocked } from './set-locked.ts';
import { unpackLimits } from '../../src/telemetry/unzip.ts';
import { refuseManyMembers } from '../../src/telemetry/zip-end.ts';

const text = `timestamp,ip\n${'2026-01-02 03:04:05,192.0.2.1\n'.repeat(2000)}`;

async function members(bytes: Uint8Array, chunk = 1000, limits = unpackLimits) {
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + chunk));
      at += chunk;
    },
  });
  const found: { name: string; text: string; ended: boolean }[] = [];
  const decoder = new TextDecoder();
  for await (const event of membersOf(stream, 'file.zip', undefined, limits)) {
    const last = found.at(-1);
    if (event.kind === 'begin') found.push({ name: event.name, text: '', ended: false });
    else if (event.kind === 'bytes') last!.text += decoder.decode(event.bytes);
    else if (event.kind === 'end') last!.ended = true;
    else found.push({ name: event.name, text: event.error.found, ended: false });
  }
  return found;
}

describe('containerKind', () => {
  it('tells by the first bytes', () => {
    expect(containerKind(strToU8('timestamp'))).toBe('plain');
    expect(containerKind(gzipSync(strToU8('x')))).toBe('gzip');
    expect(containerKind(zipSync({ a: strToU8('x') }))).toBe('zip');
    expect(containerKind(strToU8('PK,ip'))).toBe('plain');
    expect(containerKind(new Uint8Array(0))).toBe('plain');
  });
});

describe('membersOf', () => {
  it.each([1, 7, 1000, 1_000_000])('gives every file of a zip, in chunks of %i', async (chunk) => {
    const zip = zipSync({
      'a.csv': strToU8(text),
      'folder/': new Uint8Array(0),
      '__MACOSX/._a.csv': strToU8('x'),
      'folder/b.csv': [strToU8('ip\n192.0.2.2\n'), { level: 0 }],
    });
    expect(await members(zip, chunk)).toEqual([
      { name: 'a.csv', text, ended: true },
      { name: 'folder/b.csv', text: 'ip\n192.0.2.2\n', ended: true },
    ]);
  });

  it('gives a plain file and a gzipped one as they are', async () => {
    for (const bytes of [strToU8(text), gzipSync(strToU8(text))]) {
      expect(await members(bytes)).toEqual([{ name: 'file.zip', text, ended: true }]);
    }
  });

  const random = Uint8Array.from(
    { length: 5000 },
    (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255,
  );

  it('says that a zip is cut off', async () => {
    const zip = zipSync({ 'a.csv': random });
    await expect(members(zip.subarray(0, zip.length >> 1))).rejects.toThrow(/cut off or damaged/);
    await expect(members(zip.subarray(0, 20))).rejects.toThrow(InputError);
  });

  it('says the same of a damaged gzip, however it comes in', async () => {
    const damaged = gzipSync(random);
    damaged.fill(0xff, damaged.length >> 1, (damaged.length >> 1) + 50);
    const said = [1, 40, 1_000_000].map(async (chunk) =>
      members(damaged, chunk).then(
        () => 'read',
        (error: unknown) => (error as Error).message,
      ),
    );
    const [first, ...others] = await Promise.all(said);
    expect(first).toMatch(/is gzip that is cut off or damaged/);
    expect(others).toEqual([first, first]);
  });

  it('says that a zip has a password', async () => {
    const zip = zipSync({ 'a.csv': random });
    zip[6] = zip[6]! | 1;
    await expect(members(zip)).rejects.toThrow(/protected by a password/);
  });

  it('gives the rest of a zip of which one file has a password', async () => {
    const zip = zipSync({ 'a.csv': strToU8('a'), 'b.csv': random, 'c.csv': strToU8('c') });
    for (const chunk of [1, 1000, 1_000_000]) {
      expect(await members(setLocked(zip, 'b.csv'), chunk)).toEqual([
        { name: 'a.csv', text: 'a', ended: true },
        { name: 'b.csv', text: '"b.csv" in "file.zip" is protected by a password.', ended: false },
        { name: 'c.csv', text: 'c', ended: true },
      ]);
    }
  });

  it.each([1, 1000, 1_000_000])('opens what is packed twice, in chunks of %i', async (chunk) => {
    const inner = zipSync({ 'deep.csv': strToU8(text), 'x/deeper.csv.gz': gzipSync(strToU8('x')) });
    const found = [
      { name: 'deep.csv', text, ended: true },
      { name: 'x/deeper.csv.gz', text: 'x', ended: true },
    ];
    expect(await members(gzipSync(gzipSync(strToU8(text))), chunk)).toEqual([
      { name: 'file.zip', text, ended: true },
    ]);
    expect(await members(gzipSync(inner), chunk)).toEqual(found);
    expect(await members(zipSync({ 'inner.zip': inner, 'b.csv': strToU8('b') }), chunk)).toEqual([
      ...found,
      { name: 'b.csv', text: 'b', ended: true },
    ]);
  });

  it('stops at archives in archives that unpack to far more than they are', async () => {
    const limits = { free: 100_000, ratio: 100, members: 30 };
    const inner = zipSync({ a: new Uint8Array(90_000) });
    const bomb = zipSync(
      Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.zip`, inner])),
      { level: 9 },
    );
    const small = { ...limits, ratio: 10 };
    await expect(members(bomb, 1000, small)).rejects.toThrow(/taken for a trap/);
  });

  it('says that a zip is empty', async () => {
    await expect(members(zipSync({}))).rejects.toThrow(/holds no whole file/);
  });

  it('stops at an archive that unpacks to far more than it is', async () => {
    const limits = { free: 100_000, ratio: 100, members: 3 };
    const bomb = zipSync({ 'a.csv': new Uint8Array(5_000_000) });
    await expect(members(bomb, 1000, limits)).rejects.toThrow(/taken for a trap/);
    const many = zipSync({ a: random, b: random, c: random, d: random });
    await expect(members(many, 1000, limits)).rejects.toThrow(/more than 3 files/);
  });
});

describe('refuseManyMembers', () => {
  const zipOf = (count: number) => {
    const names = Array.from({ length: count }, (_, i) => [`${i}`, new Uint8Array(0)] as const);
    return new Blob([new Uint8Array(zipSync(Object.fromEntries(names), { level: 0 }))]);
  };

  it('tells a zip of too many files by its end, before any is read', async () => {
    await expect(refuseManyMembers(zipOf(10_001), 'many.zip')).rejects.toThrow(
      'The zip archive "many.zip" holds more than 10,000 files.',
    );
  });

  it('lets others pass, and what is no archive', async () => {
    await refuseManyMembers(zipOf(3), 'few.zip');
    await refuseManyMembers(new Blob([text]), 'log.csv');
    await refuseManyMembers(new Blob(['PK']), 'short.zip');
    await refuseManyMembers(new Blob([]), 'empty.csv');
  });
});
