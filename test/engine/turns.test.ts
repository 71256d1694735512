import { expect, it, vi } from 'vitest';
import { nextTask } from '../../src/model/next-task.ts';
import { makeAhead, makePause, makeTurns, urgencies } from '../../src/engine/turns.ts';

it('lets the most urgent go first, in order of arrival among equals', async () => {
  const turn = makeTurns();
  const order: string[] = [];
  const wait = async (name: string, urgency: 0 | 2) => {
    await turn(urgency);
    order.push(name);
    if (name === 'b') await Promise.all([wait('late but urgent', 0), wait('late', 2)]);
  };
  await Promise.all([wait('a', 2), wait('b', 0), wait('c', 2), wait('d', 0)]);
  expect(order).toEqual(['b', 'd', 'late but urgent', 'a', 'c', 'late']);
});

it('lets what can wait go only after what is asked a moment later and cannot', async () => {
  const turn = makeTurns(100);
  const order: string[] = [];
  const wait = async (name: keyof typeof urgencies) => {
    await turn(urgencies[name]);
    order.push(name);
  };
  const figure = wait('figures');
  for (let task = 0; task < 3; task++) await nextTask();
  await Promise.all([figure, wait('map'), wait('countries'), wait('ahead')]);
  expect(order).toEqual(['map', 'countries', 'figures', 'ahead']);
});

it('goes on with what was begun before it begins another, but for what is more urgent', async () => {
  const turn = makeTurns(0);
  const order: string[] = [];
  const work = async (name: string, urgency: 0 | 1 | 2) => {
    for (let piece = 0; piece < 3; piece++) {
      await turn(urgency, piece > 0);
      order.push(`${name}${piece}`);
      if (name === 'a' && piece === 0) void work('b', 2);
      if (name === 'a' && piece === 1) void work('map', 0);
    }
  };
  await work('a', 2);
  for (let n = 0; n < 3; n++) await turn(urgencies.ahead);
  expect(order).toEqual('a0 a1 map0 map1 map2 a2 b0 b1 b2'.split(' '));
});

it('goes on with work ahead a step a turn, until other such work is begun', async () => {
  const turn = makeTurns();
  const done: string[] = [];
  const ahead = makeAhead(() => turn(urgencies.ahead));
  const steps = function* (name: string): Generator<undefined> {
    for (let n = 1; n <= 3; n++) {
      done.push(`${name}${n}`);
      if (name === 'a' && n === 2) void ahead(steps('b'));
      yield;
    }
  };
  await ahead(steps('a'));
  for (let n = 0; n < 8; n++) await turn(urgencies.ahead);
  expect(done).toEqual(['a1', 'a2', 'b1', 'b2', 'b3']);
});

it('does no step of what is begun again before it has rested', async () => {
  const rests: (() => void)[] = [];
  const ahead = makeAhead(
    () => makeTurns()(urgencies.ahead),
    () => new Promise((rested) => rests.push(rested)),
  );
  const done: string[] = [];
  const steps = function* (name: string): Generator<undefined> {
    done.push(name);
    yield;
  };
  const begun = ['a', 'b', 'c'].map((name) => ahead(steps(name)));
  rests.forEach((rested) => rested());
  await Promise.all(begun);
  expect(done).toEqual(['c']);
});

it('waits a pause out, and one that is called for meanwhile', async () => {
  vi.useFakeTimers();
  try {
    const pause = makePause(100);
    const over = vi.fn();
    const waits = () => void pause.over().then(over);
    waits();
    await vi.advanceTimersByTimeAsync(0);
    expect(over).toHaveBeenCalledOnce();
    pause.call();
    waits();
    await vi.advanceTimersByTimeAsync(60);
    pause.call();
    await vi.advanceTimersByTimeAsync(99);
    expect(over).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1);
    expect(over).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});
