import { create } from 'zustand';
import type { OnShare } from '../model/source.ts';

/** What share of the open databases is read for the first question about them, 0 to 1; null where none is read. */
export const useMeasuring = create<{ share: number | null }>()(() => ({ share: null }));

let asking = 0;

/** Asks something that may have to read the databases first, and tells how far that is. */
export async function whileMeasuring<T>(ask: (onShare: OnShare) => Promise<T>): Promise<T> {
  asking++;
  let isOver = false;
  try {
    return await ask((share) => {
      // What is told after an answer, or after it is given up, is of the past.
      if (!isOver) useMeasuring.setState({ share });
    });
  } finally {
    isOver = true;
    if (--asking === 0) useMeasuring.setState({ share: null });
  }
}
