import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Map as MapLibre } from 'maplibre-gl';
import { makeRestFrames } from '../../src/map/rest-frames.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => clearTimeout(id));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A loop as deck.gl's, and the map under it. */
function makeLoop() {
  let render = () => undefined as void;
  const off = vi.fn();
  const map = { on: (_: string, heard: () => void) => (render = heard), off };
  const rest = makeRestFrames(map as unknown as Pick<MapLibre, 'on' | 'off'>);
  let count = 0;
  const draw = () => {
    count++;
    rest.frames.requestAnimationFrame(draw);
  };
  draw();
  return {
    rest,
    off,
    render: () => render(),
    /** Frames of so many milliseconds. */
    framesIn(milliseconds: number): number {
      const before = count;
      vi.advanceTimersByTime(milliseconds);
      return count - before;
    },
  };
}

test('goes on as the browser does while the map draws, and four times a second at rest', () => {
  const loop = makeLoop();
  expect(loop.framesIn(400)).toBe(25);
  loop.framesIn(1000);
  expect(loop.framesIn(2000)).toBeLessThanOrEqual(8);
  loop.render();
  expect(loop.framesIn(400)).toBeGreaterThan(23);
});

test('is awake in the next frame once there is something to draw', () => {
  const loop = makeLoop();
  loop.framesIn(2000);
  expect(loop.framesIn(20)).toBe(0);
  loop.rest.wake();
  expect(loop.framesIn(17)).toBe(1);
});

test('a frame that was called off is not drawn, at rest or awake', () => {
  for (const wait of [0, 2000]) {
    const loop = makeLoop();
    loop.framesIn(wait);
    loop.rest.frames.cancelAnimationFrame(1);
    expect(loop.framesIn(1000)).toBe(0);
  }
});

test('listens to the map no longer once it ended', () => {
  const loop = makeLoop();
  loop.rest.end();
  expect(loop.off).toHaveBeenCalledWith('render', loop.rest.wake);
});
