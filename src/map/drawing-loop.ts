import { makeLatest, type Latest } from '../model/latest.ts';
import type { DensityClient } from '../density/density-client.ts';
import { meets } from '../density/view-of-field.ts';
import type { Drawing, DrawingRequest, MapWay } from './map-way.ts';

/**
 * Makes a line to a density client: one drawing at a time, the latest request last. A drawing of another way, or of
 * ground that the newest request does not show, is given up.
 */
export function makeDrawingLoop(
  client: DensityClient,
  wayOf: (request: DrawingRequest) => Pick<MapWay, 'make'>,
  onDrawing: (drawing: Drawing) => void,
  onError: (error: Error) => void,
): Latest<DrawingRequest> {
  return makeLatest<DrawingRequest, Drawing | null>({
    put: async (request, signal) => wayOf(request).make(request, client, signal),
    onAnswer: (drawing) => {
      if (drawing) onDrawing(drawing);
    },
    onError,
    isUseless: (out, newer) => out.way !== newer.way || !meets(out.plan.view, newer.plan.view),
  });
}
