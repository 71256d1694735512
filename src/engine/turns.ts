import { nextTask } from '../model/next-task.ts';

/** The urgency of what waits for what is more urgent. Steps of work that nobody waits for are short, and do not wait. */
const PATIENT = 1;
/**
 * Milliseconds of that: one choice asks several questions, some a few milliseconds after others, and a figure that is begun
 * too soon holds the map up.
 */
const GRACE_MS = 8;

/**
 * Lets those who wait go on, one a task: the most urgent (smallest number) first, in order of arrival among equals. Who
 * arrives while another is at work is considered too.
 * @param graceMs how long what is of urgency 1 waits for what is of 0
 */
export function makeTurns(graceMs = GRACE_MS): (urgency: number) => Promise<void> {
  const waiting: { urgency: number; since: number; goOn: () => void }[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      await nextTask();
      let next = 0;
      for (let i = 1; i < waiting.length; i++) {
        if (waiting[i]!.urgency < waiting[next]!.urgency) next = i;
      }
      const { urgency, since, goOn } = waiting[next]!;
      const left = urgency === PATIENT ? since + graceMs - performance.now() : 0;
      if (left > 0) {
        await new Promise((waited) => setTimeout(waited, Math.min(left, 2)));
        continue;
      }
      waiting.splice(next, 1);
      goOn();
    }
    running = false;
  }

  return (urgency) =>
    new Promise((goOn) => {
      waiting.push({ urgency, since: performance.now(), goOn });
      if (!running) void run();
    });
}

/**
 * Goes through work that nobody waits for, a step a turn: what is begun later takes the place of what is under way.
 * @param turn lets whoever is more urgent go first
 * @param rest waited for before the first step: where work is begun again meanwhile, as it is with every picture of a
 *   playback, none of it is done, and nobody waits for the end of a step
 */
export function makeAhead(
  turn: () => Promise<void>,
  rest: () => Promise<void> = () => Promise.resolve(),
): (steps: Generator<undefined>) => Promise<void> {
  let latest: Generator<undefined> | null = null;
  return async (steps) => {
    latest = steps;
    await rest();
    for (;;) {
      if (latest !== steps) return;
      await turn();
      if (latest !== steps || steps.next().done) return;
    }
  };
}
