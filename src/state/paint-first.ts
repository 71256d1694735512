/**
 * What was pressed is on the screen before anything is counted or drawn for it. Where a graphics card is emulated, the
 * processor that paints the page is the one that counts and draws: a control would show what it was told to do only
 * after all of it.
 */

/** Milliseconds after which nothing waits any longer: for a press that changes nothing, or a page in the background. */
const LONGEST_MS = 250;

/** What TypeScript does not know yet: events, by how many milliseconds their paint took. */
type Timing = PerformanceObserverInit & { durationThreshold: number };

const presses = ['pointerup', 'click', 'change', 'keydown'] as const;

let isEmulated = false;
let paint: { since: number; done: Promise<void>; end: () => void } | null = null;

/** Tells whether the processor draws what a graphics card would: paint then takes longer to get to the screen. */
export function tellCard(emulated: boolean): void {
  isEmulated = emulated;
}

/** Whether a renderer, by the name that WebGL gives, is a program instead of a graphics card. */
export function isEmulatedCard(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}

/** Whether the browser tells when a press is on the screen. */
function tellsPaint(): boolean {
  return PerformanceObserver.supportedEntryTypes.includes('event');
}

/**
 * Has the page painted before what comes next is asked or drawn.
 * @param since when it was pressed, in milliseconds since navigation
 */
export function keepForPaint(since: number): void {
  if (paint) return;
  let settle!: () => void;
  const done = new Promise<void>((resolve) => (settle = resolve));
  const own = { since, done, end };
  const timer = setTimeout(end, LONGEST_MS);
  function end() {
    clearTimeout(timer);
    if (paint === own) paint = null;
    settle();
  }
  paint = own;
  // A frame's callbacks come before it is painted, a task after; a card then needs the processor no more.
  if (!isEmulated || !tellsPaint()) requestAnimationFrame(() => setTimeout(end));
}

/** Settles once what was pressed is painted; null where nothing was pressed. */
export function paintOnItsWay(): Promise<void> | null {
  return paint?.done ?? null;
}

/** Asks once what was pressed is painted; at once where nothing was pressed. */
export function askAfterPaint<T>(ask: () => Promise<T>): Promise<T> {
  return paint ? paint.done.then(ask) : ask();
}

/** Does something once what was pressed is painted, at once where nothing was pressed; gives what calls it off. */
export function doAfterPaint(act: () => void): () => void {
  let isOff = false;
  if (!paint) act();
  void paint?.done.then(() => {
    if (!isOff) act();
  });
  return () => {
    isOff = true;
  };
}

/** A map is moved by hand: what it draws must not wait for the hand. Nor does a key that is held down. */
function isPress(event: Event): boolean {
  return !(event.target instanceof HTMLCanvasElement) && !(event as KeyboardEvent).repeat;
}

/** The browser tells of a press that took longer than a frame once it is on the screen. */
function watchPaint(): PerformanceObserver {
  const observer = new PerformanceObserver((list) => {
    const { since, end } = paint ?? {};
    if (since !== undefined && list.getEntries().some(({ startTime }) => startTime >= since))
      end!();
  });
  // Without a type that it knows, it would only complain.
  if (tellsPaint()) observer.observe({ type: 'event', durationThreshold: 16 } as Timing);
  return observer;
}

/** Keeps every press of a control for paint; gives what ends that. */
export function watchPresses(): () => void {
  const press = (event: Event) => {
    if (isPress(event)) keepForPaint(event.timeStamp);
  };
  for (const name of presses) addEventListener(name, press, true);
  const observer = watchPaint();
  return () => {
    observer.disconnect();
    presses.forEach((name) => removeEventListener(name, press, true));
  };
}
