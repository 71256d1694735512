import { describe, expect, it } from 'vitest';
import { MadeAhead } from '../../src/engine/made-ahead.ts';

function counted() {
  const done: number[] = [];
  const made = new MadeAhead<string>(function* () {
    for (let step = 1; step <= 3; step++) {
      done.push(step);
      yield;
    }
    return 'made';
  });
  return { done, made };
}

describe('what is made ahead', () => {
  it('is made when it is asked for, once', () => {
    const { done, made } = counted();
    expect([made.known, done]).toEqual([null, []]);
    expect([made.value, made.value, made.known]).toEqual(['made', 'made', 'made']);
    expect(done).toEqual([1, 2, 3]);
  });

  it('goes on with what was begun a step at a time, by whoever goes on', () => {
    const { done, made } = counted();
    const first = made.ahead();
    first.next();
    const second = made.ahead();
    second.next();
    expect([done, made.known]).toEqual([[1, 2], null]);
    expect(made.value).toBe('made');
    expect([first.next().done, second.next().done]).toEqual([true, true]);
    expect(done).toEqual([1, 2, 3]);
  });

  it('is begun anew where a step failed', () => {
    let tries = 0;
    const made = new MadeAhead<string>(function* () {
      yield;
      if (++tries === 1) throw new RangeError('Array buffer allocation failed');
      return 'made';
    });
    expect(() => made.value).toThrow('allocation');
    expect(made.known).toBeNull();
    expect(made.value).toBe('made');
  });
});
