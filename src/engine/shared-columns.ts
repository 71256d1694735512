import type { Aggregate, CellPlaces } from '../model/aggregate.ts';

/** An answer on its way from the engine's worker to the page. */
export interface Answered {
  /** Without columns where the page said that it has those of the number. */
  aggregate: Aggregate;
  /** Number of the columns that it shares with other answers; null where it shares none. */
  columns: number | null;
}

/** Levels whose columns a page keeps: those of the map, and those that its colours are fitted to. */
const KEPT = 2;

/** Numbers of shared columns, by the first of them. */
const numbers = new WeakMap<Uint32Array, number>();
let last = 0;

/** Columns that an answer shares with others from now on. */
export function shareColumns({ x, y, accuracyClass }: CellPlaces): CellPlaces {
  if (!numbers.has(x)) numbers.set(x, ++last);
  return { x, y, accuracyClass };
}

/**
 * Makes an answer ready to be handed over: shared columns are copied, or left out where the page has them.
 * @param held numbers of the columns that the page has
 */
export function sendAnswer(aggregate: Aggregate, held: readonly number[]): Answered {
  const columns = aggregate.by === 'cell' ? (numbers.get(aggregate.x) ?? null) : null;
  if (aggregate.by !== 'cell' || columns === null) return { aggregate, columns: null };
  const end = held.includes(columns) ? 0 : aggregate.length;
  const { x, y, accuracyClass } = aggregate;
  const copied = {
    x: x.slice(0, end),
    y: y.slice(0, end),
    accuracyClass: accuracyClass.slice(0, end),
  };
  return { aggregate: { ...aggregate, ...copied }, columns };
}

/** The page's side: keeps columns that answers share. */
export class HeldColumns {
  private columns: readonly (readonly [number, CellPlaces])[] = [];

  /** What there is when a question is put, by number: its answer may rely on that. */
  get held(): ReadonlyMap<number, CellPlaces> {
    return new Map(this.columns);
  }

  /**
   * Takes an answer in; what it shares with others are the very same arrays.
   * @param held what there was when the question was put
   */
  receive({ aggregate, columns }: Answered, held: ReadonlyMap<number, CellPlaces>): Aggregate {
    if (aggregate.by !== 'cell' || columns === null) return aggregate;
    const own = held.get(columns) ?? this.held.get(columns) ?? columnsOf(aggregate);
    const others = this.columns.filter(([number]) => number !== columns);
    this.columns = [[columns, own] as const, ...others].slice(0, KEPT);
    return { ...aggregate, ...own };
  }
}

function columnsOf({ x, y, accuracyClass }: CellPlaces): CellPlaces {
  return { x, y, accuracyClass };
}
