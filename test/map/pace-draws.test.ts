import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Map as MapLibre } from 'maplibre-gl';
import { paceDraws } from '../../src/map/pace-draws.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SIGNALED = 1;
const UNSIGNALED = 2;

/** What is used of a map and its card; `render` draws a picture, which is done once `isDrawn` says so. */
function makeMap() {
  const card = {
    SIGNALED,
    UNSIGNALED,
    isDrawn: false,
    isLost: false,
    fenceSync: () => ({}),
    deleteSync: () => undefined,
    flush: () => undefined,
    isContextLost: () => card.isLost,
    getSyncParameter: () => (card.isDrawn ? SIGNALED : UNSIGNALED),
  };
  const draw = vi.fn();
  const dataset: Record<string, string> = {};
  let render = () => undefined as void;
  const map = {
    on: (_: string, heard: () => void) => (render = heard),
    triggerRepaint: () => void draw(),
    getCanvas: () => ({ getContext: () => card }),
    getContainer: () => ({ dataset }),
  };
  paceDraws(map as unknown as MapLibre);
  return { map, card, draw, dataset, render: () => render() };
}

test('a picture that is wanted while one is drawn waits until that is done, and is drawn once', async () => {
  const { map, card, draw, dataset, render } = makeMap();
  map.triggerRepaint();
  await Promise.resolve();
  expect([draw.mock.calls.length, dataset]).toEqual([1, {}]);
  render();
  map.triggerRepaint();
  map.triggerRepaint();
  await vi.advanceTimersByTimeAsync(100);
  expect([draw.mock.calls.length, dataset]).toEqual([1, { loading: 'true' }]);
  card.isDrawn = true;
  await vi.advanceTimersByTimeAsync(100);
  expect(draw).toHaveBeenCalledTimes(2);
  expect(vi.getTimerCount()).toBe(0);
});

test('what a move asks for while it draws a picture waits until that is drawn', async () => {
  const { map, card, draw, render } = makeMap();
  map.triggerRepaint();
  render();
  await vi.advanceTimersByTimeAsync(100);
  expect(draw).not.toHaveBeenCalled();
  card.isDrawn = true;
  await vi.advanceTimersByTimeAsync(100);
  expect(draw).toHaveBeenCalledTimes(1);
});

test('nothing is drawn after a picture that nobody asked another for', async () => {
  const { map, card, draw, render } = makeMap();
  render();
  card.isDrawn = true;
  await vi.advanceTimersByTimeAsync(100);
  expect(draw).not.toHaveBeenCalled();
  map.triggerRepaint();
  await Promise.resolve();
  expect(draw).toHaveBeenCalledTimes(1);
});

test('a lost card is not waited for', async () => {
  const { map, card, draw, render } = makeMap();
  render();
  map.triggerRepaint();
  card.isLost = true;
  await vi.advanceTimersByTimeAsync(100);
  expect(draw).toHaveBeenCalledTimes(1);
});
