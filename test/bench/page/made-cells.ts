import { makeRandom } from '../../../scripts/telemetry-text.ts';
import type { FieldCells } from '../../../src/density/density-field.ts';
import type { CellAggregate } from '../../../src/model/aggregate.ts';

const LEVEL = 12;
/** Accuracy classes as a city database has them: 1 to 1000 km. */
const CLASSES = 14;

/** Cells in clusters, as cities are; whoever asks again with the same seed gets the same cells. */
export function madeCells(length: number): CellAggregate {
  const random = makeRandom(20);
  const share = () => random() / 2 ** 32;
  const towns = Array.from({ length: 400 }, () => [share(), share()] as const);
  const near = (centre: number, from: number, to: number) => {
    const at = from + (to - from) * Math.min(1, Math.max(0, centre + (share() - 0.5) * 0.04));
    return Math.floor(at * 2 ** LEVEL);
  };
  const pick = Array.from({ length }, () => towns[random() % towns.length]!);
  return {
    by: 'cell',
    measure: 'hosts',
    level: LEVEL,
    length,
    x: Uint32Array.from(pick, ([x]) => near(x, 0.06, 0.94)),
    y: Uint32Array.from(pick, ([, y]) => near(y, 0.32, 0.64)),
    accuracyClass: Uint8Array.from({ length }, () => random() % CLASSES),
    value: new Float32Array(length),
    total: 0,
  };
}

/** The same cells with other weights. */
export function reweighed(cells: CellAggregate, seed: number): CellAggregate {
  const random = makeRandom(seed);
  const value = Float32Array.from({ length: cells.length }, () => 1 + (random() % 50));
  return { ...cells, value, total: value.reduce((sum, weight) => sum + weight, 0) };
}

/** Longitude and latitude of cells in turn, as deck.gl takes them. */
export function positionsOf({ longitude, latitude, length }: FieldCells): Float64Array {
  return Float64Array.from({ length: 2 * length }, (_, i) =>
    i % 2 === 0 ? longitude[i / 2]! : latitude[(i - 1) / 2]!,
  );
}
