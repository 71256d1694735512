import 'maplibre-gl/dist/maplibre-gl.css';
import { HeatmapLayer } from '@deck.gl/aggregation-layers';
import type { Layer } from '@deck.gl/core';
import type { Texture } from '@luma.gl/core';
import { makeDensityClient } from '../../../src/density/density-client.ts';
import { fieldCells } from '../../../src/density/field-cells.ts';
import { makeRamp } from '../../../src/density/colour-ramp.ts';
import type { ColourScale } from '../../../src/density/colour-scale.ts';
import { effectiveSmoothingKm } from '../../../src/density/smoothing.ts';
import { fieldViewOf } from '../../../src/density/view-of-field.ts';
import { FIRST_LAYER_ABOVE_HEAT } from '../../../src/map/basemap-style.ts';
import { densityLayers } from '../../../src/map/layers/density-way.ts';
import { emptyDrawing, type Look } from '../../../src/map/map-way.ts';
import { sightOf } from '../../../src/map/sight.ts';
import type { FieldGrid } from '../../../src/density/read-field.ts';
import type { CellAggregate } from '../../../src/model/aggregate.ts';
import { initialChoices } from '../../../src/state/choices.ts';
import { compare, type BenchCase, type BenchOptions } from '../bench-case.ts';
import { openMap, type BenchMap } from './bench-map.ts';
import { fieldMass } from './field-mass.ts';
import { greatCircleDensity } from './great-circle.ts';
import { madeCells, positionsOf, reweighed } from './made-cells.ts';

const scale: ColourScale = { kind: 'log', domain: [0.01, 100], ramp: makeRamp('dark') };
const look: Look = {
  ...{
    scale,
    opacity: 1,
    strength: 1,
    theme: 'dark',
    projection: 'mercator',
    symbols: null,
    language: 'en',
  },
  ...{ measure: 'hosts', hexagonUnit: 'area' },
};

/** A field and what it was made of. */
interface FieldOnMap {
  grid: FieldGrid;
  smoothingKm: number;
  cells: CellAggregate;
}
const heatmap = { id: 'heatmap', beforeId: FIRST_LAYER_ABOVE_HEAT };

/** What a side drew: how much it accounts for, in all and in the unit of the weights; read after the measured time. */
interface Drawn {
  total: number;
  accountedFor: () => number;
  isRight: () => boolean;
}

/** Our way: the density worker makes the field, our layer draws it. The other layer stays, out of sight. */
async function ours(
  bench: BenchMap,
  client: ReturnType<typeof makeDensityClient>,
  cells: CellAggregate,
): Promise<Drawn> {
  const { smoothingKm: chosen } = initialChoices;
  const view = fieldViewOf(sightOf(bench.map).box, { smoothingKm: chosen });
  const smoothingKm = effectiveSmoothingKm(view, chosen);
  const data = await client.field(cells, view, { smoothingKm });
  const field: FieldOnMap = { grid: { data, ...view }, smoothingKm, cells };
  const [layer] = densityLayers(
    { ...emptyDrawing({ way: 'density', cells }), field: field.grid },
    look,
  );
  await bench.draw([layer!, hiddenHeatmap()], layer!);
  return {
    total: cells.total,
    accountedFor: () => fieldMass(field.grid),
    isRight: () => agreesWithKernel(field),
  };
}

/** Whether the highest of some pixels, down to half the first, are within 1 % of the kernel summed over all cells. */
function agreesWithKernel({ grid, cells, smoothingKm }: FieldOnMap): boolean {
  const every = 997;
  const some = Array.from({ length: Math.floor(grid.data.length / every) }, (_, n) => n * every);
  const highest = some.sort((a, b) => grid.data[b]! - grid.data[a]!).slice(0, 12);
  const half = grid.data[highest[0]!]! / 2;
  return highest.every((pixel) => {
    const value = grid.data[pixel]!;
    if (value < half) return true;
    const truth = greatCircleDensity(fieldCells(cells), grid, smoothingKm, pixel);
    return Math.abs(value / truth - 1) < 0.01;
  });
}

let heatmapData: object = [];

function heatmapLayer(visible: boolean): Layer {
  return new HeatmapLayer({ ...heatmap, data: heatmapData as never, visible });
}

const hiddenHeatmap = () => heatmapLayer(false);

/** The rival's way: its defaults, positions and weights as binary attributes, the positions kept from call to call. */
async function rival(
  bench: BenchMap,
  positions: Float64Array,
  cells: CellAggregate,
): Promise<Drawn> {
  heatmapData = {
    length: cells.length,
    attributes: {
      getPosition: { value: positions, size: 2 },
      getWeight: { value: cells.value, size: 1 },
    },
  };
  const layer = heatmapLayer(true);
  await bench.draw([...densityLayers(null, look), layer], layer);
  return { total: cells.total, accountedFor: () => heatmapMass(layer), isRight: () => true };
}

/**
 * The weights that the rival's texture holds: its sum over the integral of one kernel. The kernel of a weight w is
 * w exp(-u² / 0.05555) / (sqrt(pi) / 6), u from 0 to 1 at the radius: its integral is 0.5908 w radius².
 */
function heatmapMass(layer: Layer): number {
  const { weightsTexture, normalizedCommonBounds, textureSize } = layer.state as {
    weightsTexture: Texture;
    normalizedCommonBounds: number[];
    textureSize: number;
  };
  const device = layer.context.device;
  const pixels = device.readPixelsToArrayWebGL(weightsTexture) as Float32Array;
  let sum = 0;
  for (let i = 0; i < pixels.length; i += 4) sum += pixels[i]!;
  const { radiusPixels } = layer.props as unknown as { radiusPixels: number };
  const width = normalizedCommonBounds[2]! - normalizedCommonBounds[0]!;
  const radius = ((radiusPixels / layer.context.viewport.scale) * textureSize) / width;
  return sum / (0.5908 * radius ** 2);
}

/**
 * Compared is what both pictures can be asked: how many hosts they account for, ours as a number per ground area, the
 * rival's as one per pixel; each within a thousandth of what was given. Ours is compared with the kernel itself, too.
 */
function sameAnswer(left: Drawn, right: Drawn): boolean {
  const off = ({ total, accountedFor }: Drawn) => Math.abs(accountedFor() / total - 1);
  return left.total === right.total && off(left) < 0.001 && off(right) < 0.001 && left.isRight();
}

/** New weights of the same cells to a new picture, on one map of the world, 1920 by 1080. */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const most = rows ?? 200_000;
  const bench = await openMap(1920, 1080);
  const client = makeDensityClient();
  for (const count of [most, Math.max(1, Math.round(most / 10))]) {
    const cells = madeCells(count);
    const positions = positionsOf(fieldCells(cells));
    const weights = Array.from({ length: runs + 1 }, (_, seed) => reweighed(cells, seed + 1));
    const turns = { ours: 0, rival: 0 };
    const next = (side: 'ours' | 'rival') => weights[turns[side]++ % weights.length]!;
    yield await compare(
      {
        bench: 'density',
        case: count === most ? 'new weights' : 'new weights, fewer cells',
        rows: count,
        rival: 'deck.gl HeatmapLayer',
      },
      () => ours(bench, client, next('ours')),
      () => rival(bench, positions, next('rival')),
      sameAnswer,
      runs,
    );
  }
  client.close();
  bench.close();
}
