import type { CellAggregate } from '../model/aggregate.ts';
import { cellLatitude, cellLongitude } from '../model/mercator.ts';
import type { FieldCells } from './density-field.ts';

/** Where the centres of a level's columns and rows are, degrees. */
interface Centres {
  longitude: Float64Array;
  latitude: Float64Array;
}

/** Of the levels that were met: what a cell costs otherwise is a power and two transcendental functions. */
const known = new Map<number, Centres>();

function centresOf(level: number): Centres {
  const held = known.get(level);
  if (held) return held;
  const length = 2 ** level;
  const made = {
    longitude: Float64Array.from({ length }, (_, x) => cellLongitude(x, level)),
    latitude: Float64Array.from({ length }, (_, y) => cellLatitude(y, level)),
  };
  known.set(level, made);
  return made;
}

/**
 * Cells as weighted positions at their centres. Weights, classes, columns and rows are shared with the aggregate, not
 * copied; a longitude and latitude for each cell are made where they are asked for, which a field does not.
 * @param aggregate of a level up to 16, the finest that a density is drawn from: tables are kept by level
 */
export function fieldCells(aggregate: CellAggregate): FieldCells {
  const { x, y, level, length, value, accuracyClass } = aggregate;
  const centres = centresOf(level);
  let longitude: Float64Array | null = null;
  let latitude: Float64Array | null = null;
  return {
    get longitude() {
      return (longitude ??= Float64Array.from({ length }, (_, n) => centres.longitude[x[n]!]!));
    },
    get latitude() {
      return (latitude ??= Float64Array.from({ length }, (_, n) => centres.latitude[y[n]!]!));
    },
    ...{ weight: value, accuracyClass, length },
    grid: { column: x, row: y, longitudes: centres.longitude, latitudes: centres.latitude },
  };
}
