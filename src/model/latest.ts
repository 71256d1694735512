/** Puts one question at a time and always ends with the latest. */
export interface Latest<Q> {
  ask(question: Q): void;
  /** Aborts what is out; nothing is told from now on. */
  close(): void;
}

/** Who is asked, and who hears. */
export interface LatestParts<Q, A> {
  put: (question: Q, signal: AbortSignal) => Promise<A>;
  onAnswer: (answer: A, question: Q) => void;
  onError: (error: Error, question: Q) => void;
  /** Whether the answer that is out is of no use to who asks the newer question: it is aborted. Default: never. */
  isUseless?: (out: Q, newer: Q) => boolean;
}

/**
 * Makes a line to someone who answers one question after the other. While one is out, only the newest further question
 * waits: a brush that moves without a pause still shows every answer that came, and nothing piles up.
 */
export function makeLatest<Q, A>(parts: LatestParts<Q, A>): Latest<Q> {
  const { put, onAnswer, onError, isUseless = () => false } = parts;
  let waiting: { question: Q } | null = null;
  let out: { question: Q; controller: AbortController } | null = null;
  let running = false;
  let closed = false;

  async function putOne(question: Q): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    out = { question, controller };
    try {
      const answer = await put(question, signal);
      if (!signal.aborted) onAnswer(answer, question);
    } catch (error) {
      if (!signal.aborted) onError(error as Error, question);
    } finally {
      out = null;
    }
  }

  async function run(): Promise<void> {
    running = true;
    while (waiting && !closed) {
      const { question }: { question: Q } = waiting;
      waiting = null;
      await putOne(question);
    }
    running = false;
  }

  return {
    ask(question) {
      waiting = { question };
      if (!running) void run();
      else if (out && isUseless(out.question, question)) out.controller.abort();
    },
    close() {
      closed = true;
      waiting = null;
      out?.controller.abort();
    },
  };
}
