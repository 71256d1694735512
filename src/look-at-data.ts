import { cameraOfCells } from './camera-of-cells.ts';
import { FIT_LEVEL } from './density/fit-scale.ts';
import { mapSize } from './map-size.ts';
import type { LoadableSource } from './model/source.ts';
import { whilePending } from './state/pending.ts';
import { cellQuery, everything } from './state/queries.ts';
import { amendStep, chosenOf } from './state/steps.ts';
import { useChoices } from './state/store.ts';

/**
 * Brings the map to where the data is, as a part of the step that brought the data. Nothing moves where the reader, or a
 * link, chose a view, or where other data came meanwhile.
 */
export async function lookAtData(
  source: Pick<LoadableSource, 'aggregate'>,
  isCurrent: () => boolean,
): Promise<void> {
  const isFree = () => isCurrent() && useChoices.getState().camera === null;
  if (!isFree()) return;
  const { measure } = useChoices.getState();
  // A lost engine is told of elsewhere; the map then stays where it is.
  const cells = await whilePending(
    source.aggregate(cellQuery({ ...everything, measure }, FIT_LEVEL)),
  ).catch(() => null);
  if (!cells || !isFree()) return;
  const { projection, choose } = useChoices.getState();
  const camera = cameraOfCells(cells, projection, mapSize());
  if (!camera) return;
  choose({ camera });
  amendStep(chosenOf(useChoices.getState()));
}
