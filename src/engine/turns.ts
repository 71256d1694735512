import { nextTask } from '../model/next-task.ts';

/**
 * Lets those who wait go on, one a task: the most urgent (smallest number) first, in order of arrival among equals. Who
 * arrives while another is at work is considered too.
 */
export function makeTurns(): (urgency: number) => Promise<void> {
  const waiting: { urgency: number; goOn: () => void }[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      await nextTask();
      let next = 0;
      for (let i = 1; i < waiting.length; i++) {
        if (waiting[i]!.urgency < waiting[next]!.urgency) next = i;
      }
      waiting.splice(next, 1)[0]?.goOn();
    }
    running = false;
  }

  return (urgency) =>
    new Promise((goOn) => {
      waiting.push({ urgency, goOn });
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
