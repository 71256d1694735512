import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  askAfterPaint,
  doAfterPaint,
  isEmulatedCard,
  keepForPaint,
  paintOnItsWay,
  tellCard,
  watchPresses,
} from '../../src/state/paint-first.ts';

class Canvas {}

/** A page whose frames, events and painted events come when the test says so. */
function makePage(tellsPaint = true) {
  const frames: (() => void)[] = [];
  const listeners = new Map<string, (event: object) => void>();
  let tellPainted: (list: object) => void = () => undefined;
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('HTMLCanvasElement', Canvas);
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) =>
    listeners.set(name, listener),
  );
  vi.stubGlobal('removeEventListener', (name: string) => listeners.delete(name));
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      static supportedEntryTypes = tellsPaint ? ['event', 'longtask'] : ['longtask'];
      constructor(tell: (list: object) => void) {
        tellPainted = tell;
      }
      observe() {}
      disconnect() {
        tellPainted = () => undefined;
      }
    },
  );
  return {
    listeners,
    press: (name: string, more: object = {}) =>
      listeners.get(name)?.({ target: null, timeStamp: 1000, ...more }),
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
    await vi.advanceTimersByTimeAsync(249);
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
    page.press('pointerup', { timeStamp: 990 });
    page.press('click');
    expect(await asks(() => page.paints(990))).toBe(true);
  });

  test('does not wait for ever for a press that changes nothing', async () => {
    page.press('keydown');
    expect(await asks(() => page.paints(1000))).toBe(true);
    page.press('keydown');
    await vi.advanceTimersByTimeAsync(250);
    expect(await asks()).toBe(true);
  });

  test('takes the frame where the browser does not tell of paint', async () => {
    page = makePage(false);
    watchPresses();
    page.press('click');
    expect(await asks(page.frame)).toBe(true);
  });

  test('the end of one press is not that of the next', async () => {
    page.press('click');
    page.paints(1000);
    await vi.advanceTimersByTimeAsync(200);
    keepForPaint(1200);
    await vi.advanceTimersByTimeAsync(60);
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

test('a map moved by hand and a key that is held down are no presses', async () => {
  page.press('pointerup', { target: new Canvas() });
  page.press('keydown', { repeat: true });
  expect(paintOnItsWay()).toBeNull();
  expect(await asks()).toBe(true);
});

test('an end takes every listener away', () => {
  expect(page.listeners.size).toBe(4);
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
