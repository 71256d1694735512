import type { CellAggregate } from '../model/aggregate.ts';

/** Hears what becomes of cells. */
export interface SpentCells {
  /** These are the newest. */
  show(cells: CellAggregate | null): void;
  /** A drawing of these waits to be made: it takes the place of one that waits. */
  ask(cells: CellAggregate): void;
  /** A drawing of these is begun. @returns to be called once it is made, or given up */
  begin(cells: CellAggregate): () => void;
}

/** Finds cells that are not the newest any more, and of which no drawing is made or waits: tells of each once. */
export function makeSpentCells(onSpent: (cells: CellAggregate) => void): SpentCells {
  let newest: CellAggregate | null = null;
  let asked: CellAggregate | null = null;
  const begun = new Set<{ cells: CellAggregate }>();
  let older: CellAggregate[] = [];
  const settle = () => {
    // Cells that only lie otherwise have the same values.
    const used = [newest, asked, ...Array.from(begun, ({ cells }) => cells)];
    const isUsed = ({ value }: CellAggregate) => used.some((cells) => cells?.value === value);
    const spent = older.filter((cells) => !isUsed(cells));
    older = older.filter(isUsed);
    spent.forEach(onSpent);
  };
  return {
    show(cells) {
      if (newest && newest.value !== cells?.value) older.push(newest);
      newest = cells;
      settle();
    },
    ask(cells) {
      asked = cells;
      settle();
    },
    begin(cells) {
      const drawing = { cells };
      begun.add(drawing);
      return () => {
        begun.delete(drawing);
        settle();
      };
    },
  };
}
