import { describe, expect, it } from 'vitest';
import { HeldColumns, sendAnswer, shareColumns } from '../../src/engine/shared-columns.ts';
import type { CellAggregate } from '../../src/model/aggregate.ts';

const columnsOf = (seed: number) => ({
  x: Uint32Array.of(seed, 1, 2),
  y: Uint32Array.of(seed, 5, 6),
  accuracyClass: Uint8Array.of(0, 3, 9),
});

const cells = (columns: ReturnType<typeof columnsOf>, first: number): CellAggregate => ({
  ...{ by: 'cell', measure: 'hosts', level: 9, length: 3, total: first },
  ...shareColumns(columns),
  value: Float32Array.of(first, 0, 0),
});

const numbersOf = (held: ReadonlyMap<number, unknown>) => [...held.keys()];

describe('columns that answers share', () => {
  it('cross once, and are the same arrays in every answer', () => {
    const own = columnsOf(1);
    const page = new HeldColumns();
    const ask = (first: number) => {
      const { held } = page;
      const sent = sendAnswer(cells(own, first), numbersOf(held));
      return { sent, got: page.receive(sent, held) as CellAggregate };
    };
    const [one, two] = [ask(7), ask(8)];
    expect((one.sent.aggregate as CellAggregate).x).toHaveLength(3);
    expect((two.sent.aggregate as CellAggregate).x).toHaveLength(0);
    expect(two.got).toEqual(cells(own, 8));
    for (const name of ['x', 'y', 'accuracyClass'] as const) {
      expect(two.got[name]).toBe(one.got[name]);
      // What is handed over is never the engine's own.
      expect(one.got[name].buffer).not.toBe(own[name].buffer);
    }
    expect(own).toEqual(columnsOf(1));
  });

  it('are there for an answer whose question was put before others took their place', () => {
    const page = new HeldColumns();
    const all = [1, 2, 3].map(columnsOf);
    const ask = (own: ReturnType<typeof columnsOf>, held = page.held) =>
      page.receive(sendAnswer(cells(own, 4), numbersOf(held)), held);
    ask(all[0]!);
    const { held } = page;
    ask(all[1]!);
    ask(all[2]!);
    expect(page.held.size).toBe(2);
    expect(page.held.has(numbersOf(held)[0]!)).toBe(false);
    expect(ask(all[0]!, held)).toEqual(cells(all[0]!, 4));
  });

  it('are not looked for in answers that share none', () => {
    const page = new HeldColumns();
    const own = columnsOf(1);
    const alone: CellAggregate = { ...cells(own, 3), ...columnsOf(2) };
    const sent = sendAnswer(alone, [1, 2, 3]);
    expect(sent).toEqual({ aggregate: alone, columns: null });
    expect(page.receive(sent, page.held)).toBe(alone);
    expect(page.held.size).toBe(0);
  });
});
