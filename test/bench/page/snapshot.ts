import 'maplibre-gl/dist/maplibre-gl.css';
import { HeatmapLayer } from '@deck.gl/aggregation-layers';
import { fieldCells } from '../../../src/density/field-cells.ts';
import { allExtras, wholeWorld, type Picture } from '../../../src/export/picture.ts';
import { makeSnapshotClient, type SnapshotClient } from '../../../src/export/snapshot-client.ts';
import { FIRST_LAYER_ABOVE_HEAT } from '../../../src/map/basemap-style.ts';
import type { CellAggregate } from '../../../src/model/aggregate.ts';
import { usualColours } from '../../../src/model/colour-choice.ts';
import { initialChoices } from '../../../src/state/choices.ts';
import { compare, type BenchCase, type BenchOptions, type SizedCase } from '../bench-case.ts';
import { openMap } from './bench-map.ts';
import { madeCells, positionsOf, reweighed } from './made-cells.ts';
import { showsDensity } from './picture-truth.ts';

declare global {
  interface Window {
    memoryStart(): Promise<void>;
    memoryPeak(): Promise<number | null>;
  }
}

interface Size {
  name: string;
  width: number;
  height: number;
  dpi: number;
}

/** Fewer cells than this only show that the bench runs: pictures are a quarter as wide then. */
const LEAST_CELLS = 10_000;

/** A slide of the largest size, and A3 at 300 dpi. */
function sizesFor(cells: number): Size[] {
  const share = cells < LEAST_CELLS ? 0.25 : 1;
  return [[3840, 2160, 288] as const, [4961, 3508, 300] as const].map(([wide, high, dpi]) => {
    const [width, height] = [Math.round(wide * share), Math.round(high * share)];
    return { name: `png ${width}x${height}`, width, height, dpi: dpi * share };
  });
}
/** A picture that is made before memory is measured: code, fonts and map are there then, as they are in the dialog. */
const small: Size = { name: 'small', width: 640, height: 360, dpi: 96 };
const rivalName = 'off-screen maplibre-gl and deck.gl HeatmapLayer';
const never = new AbortController().signal;

/** A picture of the world with all that the page puts on it but servers. */
function pictureOf(cells: CellAggregate, { width, height, dpi }: Size): Picture {
  const { smoothingKm, scaleKind, placing } = initialChoices;
  return {
    ...{ width, height, dpi, textScale: 1, view: wholeWorld, theme: 'dark', language: 'en' },
    ...{ title: 'A made-up botnet', subtitle: 'Addresses', mark: null, shown: allExtras },
    ...{ annotations: [], logo: null, way: 'density', hexagonUnit: 'area', measure: 'hosts' },
    ...{ total: cells.total, cells, placing, smoothingKm, scaleKind, colours: usualColours },
    ...{ spread: null, domain: [0.01, 100], countries: null, shaded: null, rating: initialChoices },
    ...{ selectedCountries: [], region: null, ranking: null, timeline: null, window: null },
    ...{ covers: null, piles: [], without: [], calls: null, servers: [], reconstruction: false },
    namesServers: false,
    ...{ dbIp: false, filters: [], method: ['Made up for a bench.'], session: '' },
  };
}

/** Our way: the snapshot worker, as the dialog asks it. */
async function ours(client: SnapshotClient, cells: CellAggregate, size: Size): Promise<Blob> {
  const request = { picture: pictureOf(cells, size), format: 'png' as const, choices: {} };
  return (await client.write(request, null, () => undefined, never)).file;
}

/** The usual way: a map of the size out of sight, drawn once, its canvas read and packed by the browser. */
async function rival(cells: CellAggregate, { width, height }: Size): Promise<Blob> {
  const bench = await openMap(width, height);
  const layer = new HeatmapLayer({
    ...{ id: 'heatmap', beforeId: FIRST_LAYER_ABOVE_HEAT },
    data: {
      length: cells.length,
      attributes: {
        getPosition: { value: positionsOf(fieldCells(cells)), size: 2 },
        getWeight: { value: cells.value, size: 1 },
      },
    } as never,
  });
  try {
    await bench.draw([layer], layer);
    return await new Promise<Blob>((resolve, reject) => {
      // What was drawn is there until the next frame.
      bench.map.redraw();
      bench.map
        .getCanvas()
        .toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The canvas gave no PNG.'))));
    });
  } finally {
    bench.close();
  }
}

/**
 * Whether the rival's file is a PNG of a size on which a density is seen: some of its pixels have strong colours. Its
 * kernels are circles of the screen, so that its values are no measure of ours: see `showsDensity`.
 */
async function isPicture(file: Blob, { width, height }: Size): Promise<boolean> {
  const image = await createImageBitmap(file);
  if (image.width !== width || image.height !== height) return false;
  const canvas = new OffscreenCanvas(960, 540);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(image, 0, 0, 960, 540);
  image.close();
  const { data } = context.getImageData(0, 0, 960, 540);
  let strong = 0;
  for (let at = 0; at < data.length; at += 4) {
    const channels = [data[at]!, data[at + 1]!, data[at + 2]!];
    if (Math.max(...channels) - Math.min(...channels) > 90) strong++;
  }
  return strong > 500;
}

/** Whether files have the same bytes: every run makes the same picture. */
async function areSame([first, ...others]: Blob[]): Promise<boolean> {
  const expected = new Uint8Array(await first!.arrayBuffer());
  for (const other of others) {
    const bytes = new Uint8Array(await other.arrayBuffer());
    if (bytes.length !== expected.length || bytes.some((byte, n) => byte !== expected[n]))
      return false;
  }
  return true;
}

/** The most that a side needs beyond what was there, in bytes of the system (null where that is not told); its file. */
async function peakOf(side: () => Promise<Blob>) {
  (globalThis as { gc?: () => void }).gc?.();
  await window.memoryStart();
  const file = await side();
  return { file, bytes: await window.memoryPeak() };
}

/**
 * Peak memory of one picture each: all that the system counts for pages and graphics. How many times the picture's own
 * pixels ours takes goes to the console; four are asked.
 */
async function memoryCase(cells: CellAggregate, size: Size): Promise<SizedCase | null> {
  const client = makeSnapshotClient();
  await ours(client, cells, small);
  const left = await peakOf(() => ours(client, cells, size));
  client.close();
  await rival(cells, small);
  const right = await peakOf(() => rival(cells, size));
  const [oursBytes, rivalBytes] = [left.bytes, right.bytes];
  if (oursBytes === null || rivalBytes === null) return null;
  const own = size.width * size.height * 4;
  console.log(`${size.name}: ${(oursBytes / own).toFixed(2)} times the picture's own memory`);
  return {
    ...{ bench: 'snapshot', case: `peak memory, ${size.name}`, rows: cells.length },
    ...{ oursBytes, rival: rivalName, rivalBytes },
    ratio: Math.round((rivalBytes / oursBytes) * 10) / 10,
    equal:
      (await showsDensity(left.file, pictureOf(cells, size))) &&
      (await isPicture(right.file, size)),
  };
}

/** The world as PNG: time of a picture, and the memory that it takes. */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const count = rows ?? 200_000;
  const cells = reweighed(madeCells(count), 1);
  const sizes = sizesFor(count);
  const memory: (SizedCase | null)[] = [];
  for (const size of sizes) memory.push(await memoryCase(cells, size));
  const client = makeSnapshotClient();
  for (const size of sizes) {
    const files: Record<'ours' | 'rival', Blob[]> = { ours: [], rival: [] };
    const kept = async (side: keyof typeof files, made: Promise<Blob>) => {
      const file = await made;
      files[side].push(file);
      return file;
    };
    const told = await compare(
      { bench: 'snapshot', case: size.name, rows: count, rival: rivalName },
      () => kept('ours', ours(client, cells, size)),
      () => kept('rival', rival(cells, size)),
      () => true,
      runs,
    );
    let equal = await areSame(files.ours);
    equal &&= await showsDensity(files.ours[0]!, pictureOf(cells, size));
    for (const file of files.rival) equal &&= await isPicture(file, size);
    yield { ...told, equal };
  }
  client.close();
  for (const told of memory) if (told) yield told;
}
