import { makeLatest, type Latest } from '../model/latest.ts';
import type { DensityClient } from '../density/density-client.ts';
import { meets } from '../density/view-of-field.ts';
import type { Drawing, DrawingRequest, MapWay } from './map-way.ts';
import type { SpentCells } from './spent-cells.ts';

/**
 * Makes a line to a density client: one drawing at a time, the latest request last. A drawing of another way, or of
 * ground that the newest request does not show, is given up.
 * @param spent hears whose cells are being drawn
 */
export function makeDrawingLoop(
  client: DensityClient,
  wayOf: (request: DrawingRequest) => Pick<MapWay, 'make'>,
  onDrawing: (drawing: Drawing) => void,
  onError: (error: Error) => void,
  spent: Pick<SpentCells, 'begin'>,
): Latest<DrawingRequest> {
  return makeLatest<DrawingRequest, Drawing | null>({
    async put(request, signal) {
      const end = spent.begin(request.cells);
      try {
        return await wayOf(request).make(request, client, signal);
      } finally {
        end();
      }
    },
    onAnswer: (drawing) => {
      if (drawing) onDrawing(drawing);
    },
    onError,
    isUseless: (out, newer) => out.way !== newer.way || !meets(out.plan.view, newer.plan.view),
  });
}
