/**
 * What was pressed is on the screen before anything is counted or drawn for it. Where a graphics card is emulated, the
 * processor that paints the page is the one that counts and draws: a control would show what it was told to do only
 * after all of it. Of the page itself the part that was pressed goes first: a browser paints what lies between two changes,
 * too, and a change at either end of the page has all of it put together anew.
 */

/** Parts of the page, each on a surface of its own; the legend lies on the map. */
export type PagePart = 'header' | 'rail' | 'map' | 'legend' | 'timeline';

/**
 * Frames after which a press is taken for painted. With a card, what is drawn next costs the processor nothing; without
 * one the browser mostly tells sooner, but says nothing of a press that changes nothing.
 */
const FRAMES = { card: 1, emulated: 6 } as const;
/** Milliseconds after which nothing waits any longer, whatever was pressed meanwhile: a page may have no frames. */
const LONGEST_MS = 300;

/** What TypeScript does not know yet: events, by how many milliseconds their paint took. */
type Timing = PerformanceObserverInit & { durationThreshold: number };

const events = ['pointerdown', 'pointerup', 'click', 'change', 'keydown'] as const;
/** Keys that do nothing alone. */
const modifiers = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'];
/** A hand that moves less CSS pixels than these has only pressed: so MapLibre takes it. */
const REST_PIXELS = 3;
/** Keys that move a map. */
const movers = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', '+', '=', '-', '_'];

let frames: number = FRAMES.card;
let paint: {
  since: number;
  /** Those that go first; null where all do. */
  parts: readonly string[] | null;
  done: Promise<void>;
  end: () => void;
} | null = null;

/** Tells whether the processor draws what a graphics card would: paint then takes longer to get to the screen. */
export function tellCard(isEmulated: boolean): void {
  frames = FRAMES[isEmulated ? 'emulated' : 'card'];
}

/** Whether a renderer, by the name that WebGL gives, is a program instead of a graphics card. */
export function isEmulatedCard(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}

/** Calls back after so many frames: a frame's callbacks come before it is painted, a task after. */
function afterFrames(left: number, act: () => void): void {
  requestAnimationFrame(() => (left > 1 ? afterFrames(left - 1, act) : setTimeout(act)));
}

function begin(): NonNullable<typeof paint> {
  let settle!: () => void;
  const done = new Promise<void>((resolve) => (settle = resolve));
  const end = () => {
    clearTimeout(timer);
    paint = null;
    settle();
  };
  const timer = setTimeout(end, LONGEST_MS);
  return { since: 0, parts: null, done, end };
}

/**
 * Has the page painted before what comes next is asked or drawn. What is pressed while an earlier press is on its way to
 * the screen is waited for, too.
 * @param since when it was pressed, in milliseconds since navigation
 * @param parts those of the page that it was pressed in, which go first; null where what it changes says which
 */
export function keepForPaint(since: number, parts: readonly string[] | null = null): void {
  // A button that goes up and its click are of one moment.
  if (paint && since <= paint.since) return;
  paint ??= begin();
  paint.since = since;
  paint.parts = parts;
  const own = paint;
  afterFrames(frames, () => {
    if (paint === own && own.since === since) own.end();
  });
}

/** Takes what was pressed for a key of the page, wherever the keyboard is: what it changes says which part goes first. */
export function tellPageKey(): void {
  if (paint) paint.parts = null;
}

/** Lets a part of the page go first where what was pressed is in none. */
export function letGoFirst(part: PagePart): void {
  if (paint) paint.parts ??= [part];
}

/** Whether a part of the page waits for the paint of another one, which was pressed. */
export function waitsForPaint(part: PagePart): boolean {
  return paint?.parts?.includes(part) === false;
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

function isPressedKey({ key, repeat }: KeyboardEvent, onCanvas: boolean): boolean {
  return !repeat && !modifiers.includes(key) && !(onCanvas && movers.includes(key));
}

/** Where a hand goes down; that of a second finger is nowhere, since two move a map. */
const downOf = ({ isPrimary, clientX: x, clientY: y }: PointerEvent) =>
  isPrimary ? { x, y } : { x: NaN, y: NaN };

const restsAt = ({ x, y }: ReturnType<typeof downOf>, up: PointerEvent) =>
  Math.hypot(up.clientX - x, up.clientY - y) < REST_PIXELS;

/**
 * The parts of the page that something is in, none in a dialog; null for what is pressed nowhere in particular, such as a
 * key of the page, or changes another part than its own: the map itself, and what marks itself as of the whole page.
 */
function partsOf(target: EventTarget | null): readonly string[] | null {
  if (!(target instanceof Element) || target instanceof HTMLCanvasElement) return null;
  if (target.matches('html, body') || target.closest('[data-part="page"]')) return null;
  const parts: string[] = [];
  for (let at = target.closest('[data-part]'); at;) {
    parts.push(at.getAttribute('data-part')!);
    at = at.parentElement?.closest('[data-part]') ?? null;
  }
  return parts;
}

/** The browser tells of a press that took longer than a frame once it is on the screen. */
function watchPaint(): PerformanceObserver {
  const observer = new PerformanceObserver((list) => {
    const { since, end } = paint ?? {};
    if (since !== undefined && list.getEntries().some(({ startTime }) => startTime >= since))
      end!();
  });
  // Without a type that it knows, it would only complain.
  if (PerformanceObserver.supportedEntryTypes.includes('event')) {
    observer.observe({ type: 'event', durationThreshold: 16 } as Timing);
  }
  return observer;
}

/**
 * Keeps every press of a control for paint; gives what ends that. A map is moved by hand: what it draws waits neither for
 * the hand, wherever it lets go, nor for the keys that move it; a hand that rests where it went down has pressed there.
 * @param onPress told of every event that the page may have to paint for, before anything else is
 */
export function watchPresses(onPress: () => void = () => undefined): () => void {
  let hand: ReturnType<typeof downOf> | null = null;
  const heard = (event: Event) => {
    onPress();
    const { type, timeStamp } = event;
    const keep = () => keepForPaint(timeStamp, partsOf(event.target));
    const onCanvas = event.target instanceof HTMLCanvasElement;
    if (type === 'pointerup' && hand && restsAt(hand, event as PointerEvent)) hand = null;
    if (type === 'pointerdown') hand = onCanvas ? downOf(event as PointerEvent) : null;
    else if (type === 'keydown') {
      if (isPressedKey(event as KeyboardEvent, onCanvas)) keep();
    } else if (!hand && !(type === 'change' && paint)) keep();
    // What is clicked without a pointer has no way down.
    if (type === 'click') hand = null;
  };
  for (const name of events) addEventListener(name, heard, true);
  const observer = watchPaint();
  return () => {
    observer.disconnect();
    for (const name of events) removeEventListener(name, heard, true);
  };
}
