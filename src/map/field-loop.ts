import type { CellAggregate } from '../model/aggregate.ts';
import { makeLatest, type Latest } from '../model/latest.ts';
import type { DensityClient } from '../density/density-client.ts';
import type { FieldView } from '../density/density-field.ts';
import type { FieldGrid } from '../density/read-field.ts';
import { meets } from '../density/view-of-field.ts';

/** A density field on the map. */
export interface FieldOnMap {
  /** The measure per 1,000 km². */
  grid: FieldGrid;
  /** The smoothing that it was drawn with, km (one sigma). */
  smoothingKm: number;
  /** The cells that it was made from. */
  cells: CellAggregate;
}

/** What a field is asked for. */
export interface FieldRequest {
  cells: CellAggregate;
  view: FieldView;
  smoothingKm: number;
}

/**
 * Makes a line to a density client: one field at a time, the latest request last. A field of ground that the newest
 * request does not show is given up.
 */
export function makeFieldLoop(
  client: Pick<DensityClient, 'field'>,
  onField: (field: FieldOnMap) => void,
  onError: (error: Error) => void,
): Latest<FieldRequest> {
  return makeLatest<FieldRequest, FieldOnMap>({
    put: async ({ cells, view, smoothingKm }, signal) => {
      const data = await client.field(cells, view, { smoothingKm }, signal);
      return { grid: { data, ...view }, smoothingKm, cells };
    },
    onAnswer: onField,
    onError,
    isUseless: (out, newer) => !meets(out.view, newer.view),
  });
}
