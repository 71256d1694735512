import { describe, expect, it } from 'vitest';
import { makeLatest } from '../../src/model/latest.ts';

/** Someone who answers when told to. */
function stubAnswerer() {
  const open: { question: number; signal: AbortSignal; answer(): void; fail(): void }[] = [];
  const put = (question: number, signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      const answer = () => resolve(`answer ${question}`);
      open.push({ question, signal, answer, fail: () => reject(new Error('lost')) });
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  return { open, put };
}

const neverCalled = () => {
  throw new Error('Not expected to be called.');
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('makeLatest', () => {
  it('asks one at a time, skips what was overtaken, and ends with the latest', async () => {
    const { open, put } = stubAnswerer();
    const told: string[] = [];
    const line = makeLatest({ put, onAnswer: (text) => told.push(text), onError: neverCalled });
    for (const question of [1, 2, 3]) line.ask(question);
    expect(open).toHaveLength(1);
    open[0]?.answer();
    await turn();
    open[1]?.answer();
    await turn();
    expect(told).toEqual(['answer 1', 'answer 3']);
    expect(open).toHaveLength(2);
  });

  it('never lets an older answer come after a newer one, however often it is asked', async () => {
    const { open, put } = stubAnswerer();
    const told: number[] = [];
    const onAnswer = (_: string, question: number) => void told.push(question);
    const line = makeLatest({ put, onAnswer, onError: neverCalled });
    for (let question = 0; question < 100; question++) {
      line.ask(question);
      if (question % 7 !== 0) continue;
      open.at(-1)?.answer();
      await turn();
    }
    // What is out at the end, and what waits behind it.
    for (let left = 0; left < 2; left++) {
      open.at(-1)?.answer();
      await turn();
    }
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(99);
  });

  it('takes a question that is asked while an answer is told', async () => {
    const { open, put } = stubAnswerer();
    const told: string[] = [];
    const line = makeLatest<number, string>({
      put,
      onAnswer: (text, question) => {
        told.push(text);
        if (question === 1) line.ask(2);
      },
      onError: neverCalled,
    });
    line.ask(1);
    open[0]?.answer();
    await turn();
    open[1]?.answer();
    await turn();
    expect(told).toEqual(['answer 1', 'answer 2']);
    expect(open).toHaveLength(2);
  });

  it('aborts what is of no use to the newer question, and says nothing of it', async () => {
    const { open, put } = stubAnswerer();
    const told: string[] = [];
    const line = makeLatest({
      put,
      onAnswer: (text) => told.push(text),
      onError: neverCalled,
      isUseless: (out, newer) => newer - out > 5,
    });
    line.ask(1);
    line.ask(4);
    expect(open[0]?.signal.aborted).toBe(false);
    line.ask(9);
    expect(open[0]?.signal.aborted).toBe(true);
    await turn();
    open[1]?.answer();
    await turn();
    expect(told).toEqual(['answer 9']);
  });

  it('goes on after a failure', async () => {
    const { open, put } = stubAnswerer();
    const told: string[] = [];
    const line = makeLatest({
      put,
      onAnswer: (text) => told.push(text),
      onError: ({ message }, question) => told.push(`${message} ${question}`),
    });
    line.ask(1);
    open[0]?.fail();
    await turn();
    line.ask(2);
    open[1]?.answer();
    await turn();
    expect(told).toEqual(['lost 1', 'answer 2']);
  });

  it('says nothing after it is closed, and aborts what is out', async () => {
    const { open, put } = stubAnswerer();
    const line = makeLatest({ put, onAnswer: neverCalled, onError: neverCalled });
    line.ask(1);
    line.ask(2);
    line.close();
    expect(open[0]?.signal.aborted).toBe(true);
    await turn();
    expect(open).toHaveLength(1);
  });
});
