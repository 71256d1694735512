import { expect, it } from 'vitest';
import { makeTurns } from '../../src/engine/turns.ts';

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
