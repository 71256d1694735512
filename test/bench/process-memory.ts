import { readFile } from 'node:fs/promises';
import type { Browser } from '@playwright/test';

/** How often memory is read, milliseconds. */
const EVERY = 15;

/** Watches the memory of a browser's pages and of its graphics, from outside. */
export interface MemoryWatch {
  /** Begins; what is resident now is the measure's zero. */
  start: () => Promise<void>;
  /** Ends: the most that was resident beyond the zero, bytes; null where the system does not tell. */
  peak: () => Promise<number | null>;
}

/** Resident bytes of a process; null where the system does not tell. */
async function residentBytes(id: number): Promise<number | null> {
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
  const found = /VmRSS:\s+(\d+) kB/.exec(status);
  return found ? Number(found[1]) * 1024 : null;
}

/** Resident memory of the processes that draw pages and graphics: with canvases, textures and all that no heap counts. */
export async function sampleMemory(browser: Browser): Promise<MemoryWatch> {
  const session = await browser.newBrowserCDPSession();
  let zero: number | null = null;
  let most: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let ids: number[] = [];

  async function read(): Promise<number | null> {
    const all = await Promise.all(ids.map(residentBytes));
    const known = all.filter((bytes) => bytes !== null);
    return known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0);
  }

  async function sample(): Promise<void> {
    const now = await read();
    if (now !== null) most = Math.max(most ?? 0, now);
    if (timer) timer = setTimeout(() => void sample(), EVERY);
  }

  return {
    async start() {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      ids = processInfo
        .filter(({ type }) => type === 'renderer' || type === 'GPU')
        .map(({ id }) => id);
      zero = await read();
      most = zero;
      timer = setTimeout(() => void sample(), EVERY);
    },
    async peak() {
      if (timer) clearTimeout(timer);
      timer = null;
      await sample();
      return zero === null || most === null ? null : most - zero;
    },
  };
}
