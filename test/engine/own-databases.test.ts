import { afterEach, expect, it, vi } from 'vitest';
import { writeMmdb } from '../../scripts/mmdb-writer.ts';
import { KeptDatabases } from '../../src/engine/kept-databases.ts';
import { OwnDatabases, type OwnInput } from '../../src/engine/own-databases.ts';
import { openDatabase } from '../../src/geo/open-database.ts';
import { makeFolder } from './folder-in-memory.ts';

const bytes = writeMmdb({ type: 'Test-City', ipVersion: 4, built: 0, description: 'a test' }, [
  { network: '64.0.0.0/2', record: { country: { iso_code: 'TR' } } },
]) as Uint8Array<ArrayBuffer>;
const input: OwnInput = { name: 'places.mmdb', family: 4, url: 'https://atlas.example/p.mmdb?1' };
const inside = Uint32Array.of(0x50000000);

afterEach(() => vi.unstubAllGlobals());

/** Databases over a folder; what the worker does is done here. `fetched` counts. */
function makeOwn(files = new Map<string, Uint8Array<ArrayBuffer>>()) {
  const kept = new KeptDatabases(makeFolder(files), () => 1);
  const fetched = vi.fn(() => Promise.resolve(new Response(bytes)));
  vi.stubGlobal('fetch', fetched);
  const keep = vi.fn(async ({ url, name }: OwnInput) =>
    kept.write(url, openDatabase(bytes, name).flatten()!),
  );
  const own = new OwnDatabases({ openKept: () => Promise.resolve(kept), keep });
  return { own, files, fetched, keep };
}

it('fetches a database once, and opens its flattened form in later visits', async () => {
  const first = makeOwn();
  const opened = await first.own.open(input, () => undefined);
  expect(first.fetched).toHaveBeenCalledTimes(1);
  await first.own.keepOpened();
  const later = makeOwn(first.files);
  const again = await later.own.open(input, () => undefined);
  expect(later.fetched).not.toHaveBeenCalled();
  expect(again.info).toEqual(opened.info);
  expect(again.record(again.locate4(inside)[0]!).place?.country).toBe('TR');
  await later.own.keepOpened();
  expect(later.keep).not.toHaveBeenCalled();
});

it('lets go of the MMDB once its flattened form is kept', async () => {
  const { own } = makeOwn();
  const database = await own.open(input, () => undefined);
  const [id] = database.locate4(inside);
  expect(database.bytes).not.toBeNull();
  await own.keepOpened();
  expect(database.bytes).toBeNull();
  expect([...database.locate4(inside)]).toEqual([id]);
  expect(database.record(id!).place?.country).toBe('TR');
});

it('keeps no file of the reader, and no address without a family', async () => {
  const { own, keep, files } = makeOwn();
  await own.open({ name: 'own.mmdb', blob: new Blob([bytes]) }, () => undefined);
  await own.open({ name: 'places.mmdb', url: input.url }, () => undefined);
  await own.keepOpened();
  expect(keep).not.toHaveBeenCalled();
  expect(files.size).toBe(0);
});

it('goes on with the MMDB where nothing can be kept', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const { own, keep } = makeOwn();
  keep.mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
  const database = await own.open(input, () => undefined);
  await own.keepOpened();
  expect(database.bytes).not.toBeNull();
  expect(warn).toHaveBeenCalledOnce();
  warn.mockRestore();
});

it('forgets what is being kept only once that has ended', async () => {
  const { own, files, keep } = makeOwn();
  await own.open(input, () => undefined);
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const write = keep.getMockImplementation()!;
  keep.mockImplementation(async (own) => {
    await ended;
    await write(own);
  });
  const keeping = own.keepOpened();
  await vi.waitFor(() => expect(keep).toHaveBeenCalledOnce());
  const forgotten = own.forget();
  end();
  await Promise.all([keeping, forgotten]);
  expect(files.size).toBe(0);
});

it('forgets what is kept, and what was about to be', async () => {
  const { own, files, keep } = makeOwn();
  await own.open(input, () => undefined);
  await own.keepOpened();
  expect(await own.bytes()).toBeGreaterThan(0);
  await own.open({ ...input, url: `${input.url}2` }, () => undefined);
  await own.forget();
  await own.keepOpened();
  expect(files.size).toBe(0);
  expect(await own.bytes()).toBe(0);
  expect(keep).toHaveBeenCalledTimes(1);
});
