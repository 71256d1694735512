import { ownTask } from '../model/next-task.ts';

/** Who goes first. */
export const urgencies = {
  /** What the map is drawn from. */
  map: 0,
  /** Numbers of countries, which some ways of drawing are made of, and others only tell. */
  countries: 1,
  /** What stands beside the map. */
  figures: 2,
  /** Nobody waits for it. */
  ahead: 3,
} as const;

type Urgency = (typeof urgencies)[keyof typeof urgencies];

/**
 * Milliseconds that what is less urgent than the map waits before it is begun: one choice asks several questions, some a few
 * milliseconds after others, and what is begun too soon holds the map up.
 */
const GRACE_MS = 8;

interface Waiting {
  urgency: Urgency;
  /** When it may go, by the clock of `performance`. */
  from: number;
  /** Whether it is a further piece of what was begun. */
  goesOn: boolean;
  go: () => void;
}

/** The one to go next: it may have to wait. */
function nextOf(waiting: readonly Waiting[], now: number): Waiting {
  const before = (a: Waiting, b: Waiting) =>
    a.urgency - b.urgency || Number(b.goesOn) - Number(a.goesOn);
  const first = (some: readonly Waiting[]) =>
    some.reduce((best, each) => (before(each, best) < 0 ? each : best));
  const best = first(waiting);
  // Pieces of what was begun are short, and fill the time.
  const begun = best.from > now ? waiting.filter(({ goesOn }) => goesOn) : [];
  return begun.length > 0 ? first(begun) : best;
}

/** Waits for a turn. @param goesOn for a further piece of what was begun: it goes before what is begun after it */
export type Turn = (urgency: Urgency, goesOn?: boolean) => Promise<void>;

/**
 * Lets those who wait go on, one a task: the most urgent first, in order of arrival among equals. Who arrives while another
 * is at work is considered too.
 * @param graceMs how long what is less urgent waits for what the map is drawn from
 */
export function makeTurns(graceMs = GRACE_MS): Turn {
  const waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      await ownTask();
      const now = performance.now();
      const next = nextOf(waiting, now);
      if (next.from > now) {
        await new Promise((waited) => setTimeout(waited, Math.min(next.from - now, 2)));
        continue;
      }
      waiting.splice(waiting.indexOf(next), 1);
      next.go();
    }
    running = false;
  }

  return (urgency, goesOn = false) => {
    // What the map is drawn from is before all else: where nobody waits there is nothing to consider.
    if (urgency === urgencies.map && !running) return Promise.resolve();
    return new Promise((go) => {
      const isPatient =
        !goesOn && (urgency === urgencies.countries || urgency === urgencies.figures);
      const from = isPatient ? performance.now() + graceMs : 0;
      waiting.push({ urgency, from, goesOn, go });
      if (!running) void run();
    });
  };
}

/** Milliseconds that work which nobody waits for is put off by a press: what it changes is painted meanwhile. */
const PAUSE_MS = 250;

/**
 * A pause that can be called for, and waited out.
 * @returns `call` begins it, or begins it anew; `over` settles once none is left
 */
export function makePause(pauseMs = PAUSE_MS): { call: () => void; over: () => Promise<void> } {
  let end = 0;
  return {
    call: () => {
      end = performance.now() + pauseMs;
    },
    over: async () => {
      for (let left = end - performance.now(); left > 0; left = end - performance.now()) {
        await new Promise((waited) => setTimeout(waited, left));
      }
    },
  };
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
