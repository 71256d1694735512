import { afterEach, describe, expect, test, vi } from 'vitest';
import { partOfChange, watchChoices } from '../../src/state/first-part.ts';
import { keepForPaint, waitsForPaint } from '../../src/state/paint-first.ts';
import type { Chosen } from '../../src/state/steps.ts';
import { useChoices } from '../../src/state/store.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a change is seen soonest', () => {
  test.each<[string, Partial<Chosen>]>([
    ['header', { measure: 'hits', domain: [1, 2] }],
    ['timeline', { time: { start: 0, end: 1 }, where: { country: ['JP'] } }],
    ['rail', { where: { country: ['JP'] } }],
    ['rail', { without: ['a'], showPiles: true }],
    ['map', { selectedServer: '192.0.2.1', where: { server: ['192.0.2.1'] } }],
    ['map', { way: 'hexagons' }],
  ])('in the %s: %j', (part, change) => {
    expect(partOfChange(Object.keys(change) as (keyof Chosen)[])).toBe(part);
  });
});

test('what is pressed in no part is seen first where it changes something', () => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', () => 0);
  const end = watchChoices();
  keepForPaint(1);
  const { playback, region, choose, toggle } = useChoices.getState();
  // A step back sets all choices, the same ones anew, too.
  choose({ playback: { ...playback }, region });
  expect(waitsForPaint('header')).toBe(false);
  toggle('country', 'JP');
  expect(waitsForPaint('header')).toBe(true);
  expect(waitsForPaint('rail')).toBe(false);
  vi.runAllTimers();
  expect(waitsForPaint('header')).toBe(false);
  end();
  keepForPaint(2);
  useChoices.getState().toggle('country', 'JP');
  expect(waitsForPaint('header')).toBe(false);
  vi.runAllTimers();
});
