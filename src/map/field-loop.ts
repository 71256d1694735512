import type { CellAggregate } from '../model/aggregate.ts';
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

/** Asks for one field at a time and always ends with the latest request. */
export interface FieldLoop {
  ask(request: FieldRequest): void;
  close(): void;
}

/**
 * Makes a loop over a density client. While one field is being made, only the newest further request waits: a brush that
 * moves without a pause still shows every field that was finished, and nothing piles up. A field of ground that the
 * newest request does not show is given up.
 */
export function makeFieldLoop(
  client: Pick<DensityClient, 'field'>,
  onField: (field: FieldOnMap) => void,
  onError: (error: Error) => void,
): FieldLoop {
  let waiting: FieldRequest | null = null;
  let out: { view: FieldView; controller: AbortController } | null = null;
  let running = false;
  let closed = false;

  async function make({ cells, view, smoothingKm }: FieldRequest): Promise<void> {
    const controller = new AbortController();
    out = { view, controller };
    try {
      const data = await client.field(cells, view, { smoothingKm }, controller.signal);
      if (!controller.signal.aborted) onField({ grid: { data, ...view }, smoothingKm, cells });
    } catch (error) {
      if (!controller.signal.aborted) onError(error as Error);
    } finally {
      out = null;
    }
  }

  async function run(): Promise<void> {
    running = true;
    while (waiting && !closed) {
      const request: FieldRequest = waiting;
      waiting = null;
      await make(request);
    }
    running = false;
  }

  return {
    ask(request) {
      waiting = request;
      if (!running) void run();
      else if (out && !meets(out.view, request.view)) out.controller.abort();
    },
    close() {
      closed = true;
      waiting = null;
      out?.controller.abort();
    },
  };
}
