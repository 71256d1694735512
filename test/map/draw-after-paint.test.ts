import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Map as MapLibre } from 'maplibre-gl';
import { changeAfterPaint, drawAfterPaint, rendererOf } from '../../src/map/draw-after-paint.ts';
import { keepForPaint } from '../../src/state/paint-first.ts';

let frames: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
});

afterEach(async () => {
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function paint(): Promise<void> {
  frames.splice(0).forEach((frame) => frame());
  await vi.advanceTimersByTimeAsync(0);
}

/** What is used of a map, and how often it was drawn. */
function makeMap() {
  const dataset: Record<string, string> = {};
  const draw = vi.fn();
  const map = {
    style: {} as object | null,
    triggerRepaint: () => void draw(),
    getContainer: () => ({ dataset }),
  };
  const waits = drawAfterPaint(map as unknown as MapLibre);
  return { map, draw, dataset, waits };
}

describe('drawAfterPaint', () => {
  test('draws at once where nothing was pressed', () => {
    const { map, draw, dataset } = makeMap();
    map.triggerRepaint();
    map.triggerRepaint();
    expect(draw).toHaveBeenCalledTimes(2);
    expect(dataset).toEqual({});
  });

  test('draws once after the paint, and tells that it waits', async () => {
    const { map, draw, dataset, waits } = makeMap();
    keepForPaint(0);
    map.triggerRepaint();
    map.triggerRepaint();
    expect([draw.mock.calls.length, waits(), dataset]).toEqual([0, true, { loading: 'true' }]);
    await paint();
    expect([draw.mock.calls.length, waits()]).toEqual([1, false]);
  });
});

describe('changeAfterPaint', () => {
  const change = vi.fn();
  beforeEach(() => change.mockClear());

  test('changes at once where nothing was pressed', () => {
    const { map, waits } = makeMap();
    changeAfterPaint(map as unknown as MapLibre, change);
    expect([change.mock.calls.length, waits()]).toEqual([1, false]);
  });

  test('changes and draws after the paint, unless it is called off', async () => {
    const { map, draw, waits } = makeMap();
    keepForPaint(0);
    const off = vi.fn();
    changeAfterPaint(map as unknown as MapLibre, change);
    changeAfterPaint(map as unknown as MapLibre, off)();
    expect([change.mock.calls.length, waits()]).toEqual([0, true]);
    await paint();
    expect([change, off, draw].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 1]);
  });

  test('changes nothing on a map that lost its graphics context meanwhile', async () => {
    const { map } = makeMap();
    keepForPaint(0);
    changeAfterPaint(map as unknown as MapLibre, change);
    map.style = null;
    await paint();
    expect(change).not.toHaveBeenCalled();
  });
});

describe('rendererOf', () => {
  const RENDERER = 0x1f01;
  const UNMASKED_RENDERER_WEBGL = 0x9246;
  const mapOf = (names: Record<number, string>, extension: object | null) => {
    const getParameter = (name: number) => names[name];
    const context = { RENDERER, getParameter, getExtension: vi.fn(() => extension) };
    const map = { getCanvas: () => ({ getContext: () => context }) } as unknown as MapLibre;
    return { context, map };
  };

  test('looks behind the name that Chromium puts in front', () => {
    const names = { [RENDERER]: 'WebKit WebGL', [UNMASKED_RENDERER_WEBGL]: 'ANGLE (SwiftShader)' };
    expect(rendererOf(mapOf(names, { UNMASKED_RENDERER_WEBGL }).map)).toBe('ANGLE (SwiftShader)');
    expect(rendererOf(mapOf(names, null).map)).toBe('WebKit WebGL');
  });

  test('asks for no extension where the name is told', () => {
    const { map, context } = mapOf({ [RENDERER]: 'llvmpipe, or similar' }, null);
    expect(rendererOf(map)).toBe('llvmpipe, or similar');
    expect(context.getExtension).not.toHaveBeenCalled();
  });

  test('says nothing without a context', () => {
    const map = { getCanvas: () => ({ getContext: () => null }) } as unknown as MapLibre;
    expect(rendererOf(map)).toBe('');
  });
});
