import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { C2Server } from '../../src/model/telemetry.ts';
import { DAY } from '../../src/model/time.ts';
import { firstWindow, nextWindow } from '../../src/state/playback-steps.ts';
import { moreLivesWords } from '../../src/panels/lifetimes.tsx';
import { barPath, emptyRuns, snap } from '../../src/panels/timeline-bins.ts';
import { binLength, wholeBins } from '../../src/state/time-bins.ts';

const HOUR = 3_600_000;
const bounds = { start: 0, end: 30 * DAY };

describe('bins', () => {
  it('are days, hours or minutes, by the length of the data', () => {
    expect(binLength({ start: 0, end: 180 * DAY })).toBe(DAY);
    expect(binLength({ start: 0, end: 2 * DAY })).toBe(HOUR);
    expect(binLength({ start: 0, end: HOUR })).toBe(60_000);
  });

  it('hold the first and the last hit', () => {
    expect(wholeBins(DAY + 5, 3 * DAY, DAY)).toEqual({ start: DAY, end: 4 * DAY });
  });

  it('snap to whole bins inside the bounds, never to nothing', () => {
    const ends = fc.integer({ min: -5 * DAY, max: 40 * DAY });
    fc.assert(
      fc.property(ends, ends, (a, b) => {
        const { start, end } = snap({ start: Math.min(a, b), end: Math.max(a, b) }, DAY, bounds);
        expect(start % DAY).toBe(0);
        expect(end % DAY).toBe(0);
        expect(end - start).toBeGreaterThanOrEqual(DAY);
        expect(start).toBeGreaterThanOrEqual(bounds.start);
        expect(end).toBeLessThanOrEqual(bounds.end);
      }),
    );
  });

  it('that hold nothing are told as runs', () => {
    expect(emptyRuns([1, 0, 0, 2, 0], 100, 10)).toEqual([
      { start: 110, end: 130 },
      { start: 140, end: 150 },
    ]);
  });

  it('are drawn at least a pixel high, and not at all where they are empty', () => {
    const path = barPath([0, 0.001, 5], {
      left: 0,
      step: 3,
      base: 50,
      height: (value) => value * 2,
    });
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path).toContain('v-1.00');
    expect(path).toContain('v-10.00');
  });
});

describe('playback', () => {
  it('begins at the chosen start, or at the data’s when nothing is left', () => {
    expect(firstWindow({ start: 5 * DAY, end: 6 * DAY }, bounds, 7 * DAY)).toEqual({
      start: 5 * DAY,
      end: 12 * DAY,
    });
    expect(firstWindow({ start: 29 * DAY, end: 30 * DAY }, bounds, 7 * DAY).start).toBe(0);
    expect(firstWindow(null, { start: 0, end: 3 * DAY }, 7 * DAY)).toEqual({
      start: 0,
      end: 3 * DAY,
    });
  });

  it('shows every window once and ends with the data', () => {
    const windows = [];
    let window: { start: number; end: number } | null = firstWindow(null, bounds, 7 * DAY);
    while (window) {
      windows.push(window.start / DAY);
      window = nextWindow(window, bounds, DAY);
    }
    expect(windows).toEqual(Array.from({ length: 24 }, (_, n) => n));
  });
});

describe('lives that have no bar of their own', () => {
  it('are summed up, and told one by one as far as they can be read', () => {
    const life = (n: number) => ({
      servers: [{ address: `192.0.2.${n}`, name: '', status: 'active' }] as unknown as C2Server[],
      start: n * DAY,
      end: (n + 10) * DAY,
    });
    const { sum, each } = moreLivesWords(Array.from({ length: 30 }, (_, n) => life(n + 1)));
    expect(sum).toBe('30 more servers: seen 1970-01-02 to 1970-02-10');
    expect(each).toHaveLength(20);
    expect(each[0]).toBe('192.0.2.1: seen 1970-01-02 to 1970-01-12, active');
  });
});
