import type { Folder } from '../../src/engine/kept-states.ts';

/** A folder in memory, over files that a test can look into and damage. */
export function makeFolder(files = new Map<string, Uint8Array<ArrayBuffer>>()): Folder {
  return {
    names: () => Promise.resolve([...files.keys()]),
    // A copy, as a file gives: arrays that are views of it must not see later damage.
    read: (name) => Promise.resolve(files.get(name)?.slice() ?? null),
    write(name, parts) {
      const all = [...parts];
      const whole = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const part of all) {
        whole.set(part, at);
        at += part.length;
      }
      files.set(name, whole);
      return Promise.resolve();
    },
    remove(name) {
      files.delete(name);
      return Promise.resolve();
    },
  };
}
