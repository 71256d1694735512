import { expect, it } from 'vitest';
import { nextTask } from '../../src/model/next-task.ts';
import { makeAhead, makeTurns } from '../../src/engine/turns.ts';

it('lets the most urgent go first, in order of arrival among equals', async () => {
  const turn = makeTurns();
  const order: string[] = [];
  const wait = async (name: string, urgency: number) => {
    await turn(urgency);
    order.push(name);
    if (name === 'b') await Promise.all([wait('late but urgent', 0), wait('late', 1)]);
  };
  await Promise.all([wait('a', 1), wait('b', 0), wait('c', 1), wait('d', 0)]);
  expect(order).toEqual(['b', 'd', 'late but urgent', 'a', 'c', 'late']);
});

it('lets what can wait go only after what is asked a moment later and cannot', async () => {
  const turn = makeTurns(100);
  const order: string[] = [];
  const wait = async (name: string, urgency: number) => {
    await turn(urgency);
    order.push(name);
  };
  const figure = wait('figure', 1);
  for (let task = 0; task < 3; task++) await nextTask();
  await Promise.all([figure, wait('cells', 0), wait('step', 2)]);
  expect(order).toEqual(['cells', 'figure', 'step']);
});

it('goes on with work ahead a step a turn, until other such work is begun', async () => {
  const turn = makeTurns();
  const done: string[] = [];
  const ahead = makeAhead(() => turn(2));
  const steps = function* (name: string): Generator<undefined> {
    for (let n = 1; n <= 3; n++) {
      done.push(`${name}${n}`);
      if (name === 'a' && n === 2) void ahead(steps('b'));
      yield;
    }
  };
  await ahead(steps('a'));
  for (let n = 0; n < 5; n++) await turn(3);
  expect(done).toEqual(['a1', 'a2', 'b1', 'b2', 'b3']);
});

it('does no step of what is begun again before it has rested', async () => {
  const rests: (() => void)[] = [];
  const ahead = makeAhead(
    makeTurns().bind(null, 2),
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
