import { expect, it } from 'vitest';
import { makeGivenBack } from '../../src/model/given-back.ts';

it('hands out memory that came back, the oldest first, and keeps the newest', () => {
  const back = makeGivenBack(2);
  expect(back.take()).toBeNull();
  const [one, two, three] = [1, 2, 3].map((length) => new Float32Array(length));
  for (const each of [one!, two!, three!]) back.keep(each);
  expect([back.take(), back.take(), back.take()]).toEqual([two!.buffer, three!.buffer, null]);
});

it('keeps nothing twice, and nothing that was handed over', () => {
  const back = makeGivenBack(2);
  const [one, gone] = [new Float32Array(1), new Float32Array(2)];
  structuredClone(gone, { transfer: [gone.buffer] });
  for (const each of [one, one, gone]) back.keep(each);
  expect([back.take(), back.take()]).toEqual([one.buffer, null]);
});
