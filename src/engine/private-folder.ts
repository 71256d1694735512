import type { Folder } from './kept-states.ts';

/** A worker that is ended lets go of its files only a moment later: how often one is tried, and how long apart. */
const TRIES = 40;
const BETWEEN_MS = 50;

/** Does what cannot be done while somebody has the file open. */
async function onceFree(act: () => Promise<void>): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      return await act();
    } catch (error) {
      const isOpen = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isOpen || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    }
  }
}

/** A folder of the origin-private file system, for a worker; null where the browser has none or forbids it. */
export async function openPrivateFolder(name: string): Promise<Folder | null> {
  let folder: FileSystemDirectoryHandle;
  try {
    const root = await navigator.storage.getDirectory();
    folder = await root.getDirectoryHandle(name, { create: true });
  } catch {
    return null;
  }
  return {
    async names() {
      const found: string[] = [];
      for await (const each of folder.keys()) found.push(each);
      return found;
    },
    async read(file) {
      try {
        const handle = await folder.getFileHandle(file);
        return new Uint8Array(await (await handle.getFile()).arrayBuffer());
      } catch (error) {
        if (error instanceof DOMException && error.name === 'NotFoundError') return null;
        throw error;
      }
    },
    async write(file, parts) {
      const handle = await folder.getFileHandle(file, { create: true });
      const access = await handle.createSyncAccessHandle();
      try {
        access.truncate(0);
        let at = 0;
        for (const part of parts) {
          const written = access.write(part, { at });
          if (written !== part.length)
            throw new DOMException('The disk is full.', 'QuotaExceededError');
          at += written;
        }
        access.flush();
      } finally {
        access.close();
      }
    },
    remove: (file) => onceFree(() => folder.removeEntry(file)),
  };
}
