import { describe, expect, it } from 'vitest';
import { KeptStates, type Folder } from '../../src/engine/kept-states.ts';

/** A folder in memory that stops working after a number of bytes, in the middle of a write. */
function makeFolder(files = new Map<string, Uint8Array<ArrayBuffer>>(), room = Infinity): Folder {
  let left = room;
  return {
    names: () => Promise.resolve([...files.keys()]),
    read: (name) => Promise.resolve(files.get(name) ?? null),
    async write(name, parts) {
      let stored = new Uint8Array(0);
      files.set(name, stored);
      for (const part of parts) {
        await Promise.resolve();
        const fits = part.subarray(0, Math.min(part.length, left));
        const longer = new Uint8Array(stored.length + fits.length);
        longer.set(stored);
        longer.set(fits, stored.length);
        stored = longer;
        files.set(name, stored);
        left -= fits.length;
        if (fits.length < part.length) throw new DOMException('full', 'QuotaExceededError');
      }
    },
    remove(name) {
      if (left <= 0) return Promise.reject(new Error('gone'));
      files.delete(name);
      return Promise.resolve();
    },
  };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array | null) => (data ? new TextDecoder().decode(data) : null);

describe('KeptStates', () => {
  it('keeps the latest of several states, and only that', async () => {
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    const states = new KeptStates(makeFolder(files), () => 1000);
    expect(await states.read()).toBeNull();
    await states.write([bytes('first')]);
    await states.write([bytes('sec'), bytes('ond')]);
    expect(text(await states.read())).toBe('second');
    expect(await states.info()).toEqual({ bytes: 6, kept: 1000 });
    expect(files.size).toBe(2);
  });

  it('forgets', async () => {
    const states = new KeptStates(makeFolder(), () => 1);
    await states.write([bytes('first')]);
    await states.clear();
    expect(await states.read()).toBeNull();
    expect(await states.info()).toBeNull();
  });

  it('forgets a state that is being written, so that it does not come back', async () => {
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    const states = new KeptStates(makeFolder(files), () => 1);
    const writing = states.write([bytes('a state '), bytes('of several parts')]);
    await Promise.all([writing, states.clear()]);
    expect(files.size).toBe(0);
  });

  it('keeps the state before or the new one, wherever a write is interrupted', async () => {
    const parts = [bytes('a new state '), bytes('of several parts')];
    const seen = new Set<string | null>();
    for (let room = 0; room < 90; room++) {
      const files = new Map<string, Uint8Array<ArrayBuffer>>();
      await new KeptStates(makeFolder(files), () => 1).write([bytes('the state before')]);
      await new KeptStates(makeFolder(files, room), () => 2).write(parts).catch(() => undefined);
      const kept = text(await new KeptStates(makeFolder(files), () => 3).read());
      expect(['the state before', 'a new state of several parts']).toContain(kept);
      seen.add(kept);
      // The next visit can keep again.
      await new KeptStates(makeFolder(files), () => 4).write([bytes('later')]);
      expect(text(await new KeptStates(makeFolder(files), () => 5).read())).toBe('later');
      expect(files.size).toBe(2);
    }
    expect(seen.size).toBe(2);
  });

  it('says that there is no room, and still has what it had', async () => {
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    await new KeptStates(makeFolder(files), () => 1).write([bytes('before')]);
    const full = new KeptStates(makeFolder(files, 3), () => 2);
    await expect(full.write([bytes('much longer')])).rejects.toMatchObject({
      name: 'QuotaExceededError',
    });
    expect(text(await full.read())).toBe('before');
  });
});
