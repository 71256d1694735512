import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  askAfterPaint,
  doAfterPaint,
  isEmulatedCard,
  keepForPaint,
  letGoFirst,
  paintOnItsWay,
  tellCard,
  waitsForPaint,
  watchPresses,
} from '../../src/state/paint-first.ts';

/** What is on a page, as far as a press looks at it: what it is in, and the part of the page that it marks. */
class Thing {
  constructor(
    readonly part: string | null = null,
    readonly parentElement: Thing | null = null,
    readonly isPage = false,
  ) {}
  matches() {
    return this.isPage;
  }
  getAttribute() {
    return this.part;
  }
  closest(selector: string): Thing | null {
    const isHere = selector === '[data-part="page"]' ? this.part === 'page' : this.part !== null;
    return isHere ? this : (this.parentElement?.closest(selector) ?? null);
  }
}

class Canvas extends Thing {}

/** A page whose frames, events and painted events come when the test says so. */
function makePage(tellsPaint = true) {
  const frames: (() => void)[] = [];
  const listeners = new Map<string, (event: object) => void>();
  let tellPainted: (list: object) => void = () => undefined;
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('Element', Thing);
  vi.stubGlobal('HTMLCanvasElement', Canvas);
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) =>
    listeners.set(name, listener),
  );
  vi.stubGlobal('removeEventListener', (name: string) => listeners.delete(name));
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      static supportedEntryTypes = tellsPaint ? ['event', 'longtask'] : ['longtask'];
      readonly #tell: (list: object) => void;
      constructor(tell: (list: object) => void) {
        this.#tell = tell;
      }
      observe() {
        tellPainted = this.#tell;
      }
      disconnect() {
        tellPainted = () => undefined;
      }
    },
  );
  return {
    listeners,
    press: (type: string, more: object = {}) =>
      listeners.get(type)?.({
        ...{ type, target: null, timeStamp: 1000, key: 'g' },
        ...{ isPrimary: true, clientX: 0, clientY: 0 },
        ...more,
      }),
    frame: () => frames.splice(0).forEach((each) => each()),
    paints: (...startTimes: number[]) =>
      tellPainted({ getEntries: () => startTimes.map((startTime) => ({ startTime })) }),
  };
}

/** Whether a question that is put now has been asked once all that is due was done. */
async function asks(then: () => void = () => undefined): Promise<boolean> {
  const ask = vi.fn(() => Promise.resolve());
  void askAfterPaint(ask);
  then();
  await vi.advanceTimersByTimeAsync(0);
  return ask.mock.calls.length > 0;
}

let page: ReturnType<typeof makePage>;
let end: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  page = makePage();
  end = watchPresses();
});

afterEach(async () => {
  await vi.runAllTimersAsync();
  end();
  tellCard(false);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('with a graphics card', () => {
  test('asks at once where nothing was pressed', async () => {
    expect(paintOnItsWay()).toBeNull();
    expect(await asks()).toBe(true);
  });

  test.each(['pointerup', 'click', 'change', 'keydown'])(
    'asks after the frame that shows a %s',
    async (name) => {
      page.press(name);
      expect(await asks()).toBe(false);
      expect(await asks(page.frame)).toBe(true);
      expect(paintOnItsWay()).toBeNull();
    },
  );

  test('asks in the end where a page has no frames', async () => {
    page.press('click');
    await vi.advanceTimersByTimeAsync(299);
    expect(await asks()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await asks()).toBe(true);
  });
});

describe('with an emulated one', () => {
  beforeEach(() => tellCard(true));

  test('asks once the press is on the screen, not with its frame', async () => {
    page.press('click');
    expect(await asks(page.frame)).toBe(false);
    expect(await asks(() => page.paints(900))).toBe(false);
    expect(await asks(() => page.paints(900, 1000))).toBe(true);
  });

  test('takes presses that follow at once for one', async () => {
    page.press('pointerup');
    page.press('click', { timeStamp: 990 });
    expect(await asks(() => page.paints(990))).toBe(false);
    expect(await asks(() => page.paints(1000))).toBe(true);
  });

  test('does not wait long for a press that changes nothing', async () => {
    page.press('keydown');
    for (let frame = 0; frame < 5; frame++) expect(await asks(page.frame)).toBe(false);
    expect(await asks(page.frame)).toBe(true);
  });

  test('takes the frames where the browser does not tell of paint', async () => {
    end();
    page = makePage(false);
    end = watchPresses();
    page.press('click');
    page.paints(1000);
    for (let frame = 0; frame < 5; frame++) expect(await asks(page.frame)).toBe(false);
    expect(await asks(page.frame)).toBe(true);
  });

  test('waits for a later press, too, but not for ever', async () => {
    page.press('click');
    for (let frame = 0; frame < 5; frame++) page.frame();
    await vi.advanceTimersByTimeAsync(100);
    page.press('click', { timeStamp: 1100 });
    expect(await asks(() => page.paints(1000))).toBe(false);
    for (let frame = 0; frame < 5; frame++) expect(await asks(page.frame)).toBe(false);
    await vi.advanceTimersByTimeAsync(199);
    expect(await asks()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await asks()).toBe(true);
  });

  test('a change that a press leads to is of that press', async () => {
    page.press('click');
    page.press('change', { timeStamp: 1005 });
    expect(await asks(() => page.paints(1000))).toBe(true);
  });

  test('the end of one press is not that of the next', async () => {
    page.press('click');
    page.paints(1000);
    await vi.advanceTimersByTimeAsync(200);
    keepForPaint(1200);
    page.frame();
    await vi.advanceTimersByTimeAsync(120);
    expect(await asks()).toBe(false);
  });
});

describe('what is done after paint', () => {
  test('is done at once where nothing was pressed', () => {
    const act = vi.fn();
    doAfterPaint(act)();
    expect(act).toHaveBeenCalledTimes(1);
  });

  test('is done once, in the order that it came, unless it was called off', async () => {
    const done: number[] = [];
    page.press('click');
    const ends = [1, 2, 3].map((number) => doAfterPaint(() => done.push(number)));
    ends[1]!();
    expect(done).toEqual([]);
    page.frame();
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual([1, 3]);
  });
});

describe('on a map', () => {
  const target = new Canvas();

  test.each([
    ['a hand that lets go', 'pointerup', { target, clientX: 3 }],
    ['its click', 'click', { target }],
    ['a key that moves it', 'keydown', { target, key: 'ArrowLeft' }],
  ])('%s is no press', async (_, name, more) => {
    page.press('pointerdown', { target });
    page.press(name, more);
    expect(paintOnItsWay()).toBeNull();
    expect(await asks()).toBe(true);
  });

  test('nor is a hand that lets go beside it', () => {
    page.press('pointerdown', { target });
    page.press('pointerup', { clientX: -9 });
    expect(paintOnItsWay()).toBeNull();
    page.press('pointerdown');
    page.press('pointerup');
    expect(paintOnItsWay()).not.toBeNull();
  });

  test('a hand that rests is one', () => {
    page.press('pointerdown', { target, clientX: 30, clientY: 40 });
    page.press('pointerup', { target, clientX: 31, clientY: 38 });
    expect(paintOnItsWay()).not.toBeNull();
  });

  test('two fingers move it, though one rests', () => {
    page.press('pointerdown', { target });
    page.press('pointerdown', { target, isPrimary: false, clientX: 90 });
    page.press('pointerup', { target, isPrimary: false, clientX: 90 });
    page.press('pointerup', { target });
    expect(paintOnItsWay()).toBeNull();
    page.press('pointerdown', { target });
    page.press('pointerup', { target });
    expect(paintOnItsWay()).not.toBeNull();
  });

  test('a key of the page is one, and so is what is clicked without a pointer', () => {
    page.press('pointerdown', { target });
    page.press('click', { target });
    expect(paintOnItsWay()).toBeNull();
    page.press('click');
    expect(paintOnItsWay()).not.toBeNull();
    page.frame();
    vi.advanceTimersByTime(0);
    page.press('keydown', { target });
    expect(paintOnItsWay()).not.toBeNull();
  });
});

describe('a part of the page', () => {
  const body = new Thing(null, null, true);
  const rail = new Thing('rail', body);
  const map = new Thing('map', body);
  const legend = new Thing('legend', map);
  const header = new Thing('header', body);
  const waiting = () =>
    (['header', 'rail', 'map', 'legend', 'timeline'] as const).filter(waitsForPaint);

  test.each([
    ['in the rail', new Thing(null, rail), ['header', 'map', 'legend', 'timeline']],
    ['on the map', new Thing(null, map), ['header', 'rail', 'legend', 'timeline']],
    ['in the legend, which lies on it', legend, ['header', 'rail', 'timeline']],
    ['in a dialog', new Thing(null, body), ['header', 'rail', 'map', 'legend', 'timeline']],
  ])('waits for what was pressed %s', (_, target, others) => {
    expect(waiting()).toEqual([]);
    page.press('click', { target });
    expect(waiting()).toEqual(others);
    page.frame();
    vi.advanceTimersByTime(0);
    expect(waiting()).toEqual([]);
  });

  test.each([
    ['a key of the page', 'keydown', body],
    ['the map itself', 'pointerup', new Canvas(null, map)],
    ['what is of the whole page', 'click', new Thing(null, new Thing('page', header))],
  ])('waits, where %s was pressed, for the one that shows the change', (_, name, target) => {
    letGoFirst('rail');
    page.press('pointerdown', { target });
    page.press(name, { target });
    expect(waiting()).toEqual([]);
    letGoFirst('rail');
    letGoFirst('map');
    expect(waiting()).toEqual(['header', 'map', 'legend', 'timeline']);
  });

  test('waits no longer once it is pressed itself', () => {
    page.press('click', { target: rail });
    page.press('click', { target: header, timeStamp: 1100 });
    expect(waiting()).toEqual(['rail', 'map', 'legend', 'timeline']);
  });
});

test('neither a key that is held down nor one that does nothing alone is a press', () => {
  page.press('keydown', { repeat: true });
  page.press('keydown', { key: 'Control' });
  expect(paintOnItsWay()).toBeNull();
  page.press('keydown', { key: 'ArrowLeft' });
  expect(paintOnItsWay()).not.toBeNull();
});

test('tells of every event before anything waits for its paint', () => {
  end();
  const told: boolean[] = [];
  end = watchPresses(() => told.push(paintOnItsWay() === null));
  page.press('pointerdown');
  page.press('pointerup');
  expect(told).toEqual([true, true]);
});

test('an end takes every listener away', () => {
  expect(page.listeners.size).toBe(5);
  end();
  expect(page.listeners.size).toBe(0);
});

test.each([
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', true],
  ['llvmpipe (LLVM 15.0.7, 256 bits)', true],
  ['llvmpipe, or similar', true],
  ['ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)', true],
  ['Apple Software Renderer', true],
  ['ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)', false],
  ['Apple M2', false],
  ['', false],
])('tells whether %s is a program', (renderer, isProgram) => {
  expect(isEmulatedCard(renderer)).toBe(isProgram);
});
