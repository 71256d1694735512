import type { CellAggregate } from './aggregate.ts';
import { PIN_CLASS } from './place.ts';

/** How hosts lie on the map: spread over the accuracy radius of their place, or each on its coordinate. */
export const placings = ['uncertain', 'pins'] as const;
export type Placing = (typeof placings)[number];

/** Cells as they are, or as if every place were exact: what accuracy does is the difference. Null for null. */
export function placedCells(cells: CellAggregate | null, placing: Placing): CellAggregate | null {
  if (!cells || placing === 'uncertain') return cells;
  return { ...cells, accuracyClass: new Uint8Array(cells.length).fill(PIN_CLASS) };
}
