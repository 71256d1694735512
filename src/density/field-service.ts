import type { CellAggregate } from '../model/aggregate.ts';
import { nextTask } from '../model/next-task.ts';
import type { Handlers } from '../model/rpc.ts';
import { largestOf } from './colour-scale.ts';
import {
  densityField,
  fieldSteps,
  type FieldCells,
  type FieldOptions,
  type FieldView,
} from './density-field.ts';
import { fieldCells } from './field-cells.ts';
import { makeScratch } from './field-scratch.ts';

/** The calls of the density worker. */
export type FieldProtocol = {
  field: { request: FieldRequest; response: Float32Array; progress: never };
  /** The largest value of a field. */
  peak: { request: FieldRequest; response: number; progress: never };
};

/** `cells` null means those of the call before. */
export interface FieldRequest {
  cells: CellAggregate | null;
  view: FieldView;
  options: FieldOptions;
}

/** Messages are let in after so much work. */
const SLICE_MS = 8;

/**
 * Answers the calls of the density worker one after the other, with scratch memory of its own. A call that is aborted
 * ends at its next step.
 */
export function makeFieldHandlers(): Handlers<FieldProtocol> {
  const scratch = makeScratch();
  let held: FieldCells | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function make({ cells, view, options }: FieldRequest, signal: AbortSignal) {
    if (cells) held = fieldCells(cells);
    if (!held) throw new Error('The density worker was asked for a field before it had cells.');
    const steps = fieldSteps(held, view, options, scratch);
    for (let start = performance.now(); ;) {
      signal.throwIfAborted();
      const { done, value } = steps.next();
      if (done) return value;
      if (performance.now() - start < SLICE_MS) continue;
      await nextTask();
      start = performance.now();
    }
  }

  function makeInTurn(request: FieldRequest, signal: AbortSignal) {
    const field = last.then(() => make(request, signal));
    last = field.catch(() => undefined);
    return field;
  }

  return {
    async field(request, { transfer, signal }) {
      const field = await makeInTurn(request, signal);
      transfer([field.buffer]);
      return field;
    },
    peak: async (request, { signal }) => largestOf(await makeInTurn(request, signal)),
  };
}

/** Computes a few small fields for nothing, so that the first real one meets compiled code. */
export function warmUp(): void {
  const length = 4096;
  const cells: FieldCells = {
    longitude: Float64Array.from({ length }, (_, n) => ((n * 137.5) % 360) - 180),
    latitude: Float64Array.from({ length }, (_, n) => ((n * 61.8) % 160) - 80),
    weight: new Float32Array(length).fill(1),
    accuracyClass: Uint8Array.from({ length }, (_, n) => n % 14),
    length,
  };
  const scratch = makeScratch();
  const world = { west: -180, east: 180, south: -85, north: 85, width: 256, height: 256 };
  const part = { ...world, west: -10, east: 30, south: 35, north: 60 };
  for (const view of [world, part, world]) densityField(cells, view, { smoothingKm: 300 }, scratch);
}
