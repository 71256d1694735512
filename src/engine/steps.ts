/** Work in steps of at most a few milliseconds: whoever drives it may let others go first between them. */
export type Steps<T> = Generator<undefined, T>;

/** Does all that is left of some work, at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Milliseconds that one piece of work takes before others may go first. */
const PIECE_MS = 6;

/**
 * Does work in pieces of some milliseconds.
 * @param rest waited for between two pieces; where it throws, the rest of the work is left
 */
export async function inPieces<T>(steps: Steps<T>, rest: () => Promise<void>): Promise<T> {
  for (;;) {
    const end = performance.now() + PIECE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
    await rest();
  }
}
