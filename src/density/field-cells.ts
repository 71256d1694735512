import type { CellAggregate } from '../model/aggregate.ts';
import { cellLatitude, cellLongitude } from '../model/mercator.ts';
import type { FieldCells } from './density-field.ts';

/** Cells as weighted positions at their centres. Weights and classes are shared with the aggregate, not copied. */
export function fieldCells(aggregate: CellAggregate): FieldCells {
  const { x, y, level, length, value, accuracyClass } = aggregate;
  const longitude = new Float64Array(length);
  const latitude = new Float64Array(length);
  for (let n = 0; n < length; n++) {
    longitude[n] = cellLongitude(x[n]!, level);
    latitude[n] = cellLatitude(y[n]!, level);
  }
  return { longitude, latitude, weight: value, accuracyClass, length };
}
