import { expect, it } from 'vitest';
import { pairWalker } from '../../src/engine/count-groups.ts';
import { finish, type Steps } from '../../src/engine/steps.ts';
import type { Visit } from '../../src/engine/units.ts';

it.each([
  ['remembers a first walk', 100, 1],
  ['remembers one of as many pairs as it may', 5, 1],
  ['walks again where there are more', 4, 2],
])('%s', (_, most, walks) => {
  let walked = 0;
  // As units do, in arrays that are filled anew and may be overwritten.
  const walk = function* (visit: Visit): Steps<void> {
    walked++;
    visit(Uint32Array.of(1, 1, 2, 9), Uint32Array.of(5, 5, 5, 9), 3);
    yield;
    visit(Uint32Array.of(2, 3, 3), Uint32Array.of(6, 0, 7), 3);
    visit(Uint32Array.of(3), Uint32Array.of(8), 1);
  };
  const each = pairWalker({ walk }, most);
  for (let time = 0; time < 2; time++) {
    const pairs: [number, number][] = [];
    const visit: Visit = (group, thing, length) => {
      for (let i = 0; i < length; i++) pairs.push([group[i]!, thing[i]!]);
    };
    finish(each(visit));
    expect(pairs).toEqual([
      [1, 5],
      [2, 5],
      [2, 6],
      [3, 7],
      [3, 8],
    ]);
  }
  expect(walked).toBe(walks);
});
