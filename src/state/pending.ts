import { create } from 'zustand';

/** How many answers are on their way: playback waits for them, so that every step is seen. */
export const usePending = create<{ count: number }>()(() => ({ count: 0 }));

/** Counts a question until its promise settles. */
export function whilePending<T>(answer: Promise<T>): Promise<T> {
  const add = (by: number) => usePending.setState(({ count }) => ({ count: count + by }));
  add(1);
  return answer.finally(() => add(-1));
}
