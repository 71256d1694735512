import { describe, expect, it } from 'vitest';
import { cameraOfCells, extentOfCells } from '../src/camera-of-cells.ts';
import { mercatorX, mercatorY } from '../src/model/mercator.ts';

const level = 11;

/** Cells of places. */
function cellsOf(...places: Town[]) {
  const shift = 32 - level;
  return {
    ...{ level, length: places.length },
    x: Uint32Array.from(places, ([longitude]) => mercatorX(longitude) >>> shift),
    y: Uint32Array.from(places, ([, latitude]) => mercatorY(latitude) >>> shift),
    value: new Float32Array(places.length).fill(1),
  };
}

const [desk, phone] = [
  { width: 960, height: 540 },
  { width: 390, height: 560 },
];
type Town = [longitude: number, latitude: number];
const sydney: Town = [151.2, -33.9];
const perth: Town = [115.9, -32];
const utrecht: Town = [5.1, 52.1];
const recife: Town = [-34.9, -8.1];
const boise: Town = [-116.2, 43.6];
const ankara: Town = [32.9, 39.9];
const nara: Town = [135.8, 34.7];
const suva: Town = [178.4, -18.1];
const apia: Town = [-171.8, -13.8];

/** Whether a flat map shows a place, by the plain rule of Web Mercator. */
function isSeen(
  camera: { longitude: number; latitude: number; zoom: number },
  size: typeof desk,
  [longitude, latitude]: Town,
): boolean {
  const pixels = (512 * 2 ** camera.zoom) / 2 ** 32;
  const turn = (mercatorX(longitude) - mercatorX(camera.longitude)) | 0;
  const down = mercatorY(latitude) - mercatorY(camera.latitude);
  return Math.abs(turn * pixels) <= size.width / 2 && Math.abs(down * pixels) <= size.height / 2;
}

describe('the view of data that came', () => {
  it('is the world where the data spans it and all of it is in sight', () => {
    const cells = cellsOf(sydney, utrecht, recife, boise, nara);
    expect(cameraOfCells(cells, 'mercator', desk)).toBeNull();
    expect(cameraOfCells(cellsOf(), 'mercator', desk)).toBeNull();
  });

  it('is that of the occupied cells alone', () => {
    const cells = cellsOf(utrecht, nara);
    cells.value[1] = 0;
    const alone = cellsOf(utrecht);
    expect(extentOfCells(cells)).toEqual(extentOfCells(alone));
    for (const projection of ['mercator', 'globe'] as const) {
      expect(cameraOfCells(cells, projection, desk)).toEqual(
        cameraOfCells(alone, projection, desk),
      );
    }
    cells.value.fill(0);
    expect(extentOfCells(cells)).toBeNull();
  });

  it('shows what a world view leaves out of sight on a phone', () => {
    const camera = cameraOfCells(cellsOf(sydney, perth), 'mercator', phone)!;
    expect(isSeen(camera, phone, sydney)).toBe(true);
    expect(isSeen(camera, phone, perth)).toBe(true);
    expect(camera.zoom).toBeGreaterThan(2);
  });

  it('comes nearer where the world view shows everything far too small, and no nearer than to a town', () => {
    expect(cameraOfCells(cellsOf(utrecht), 'mercator', desk)).toMatchObject({ zoom: 5.5 });
    const wide = cellsOf(boise, recife, utrecht, ankara);
    expect(cameraOfCells(wide, 'mercator', desk)).toBeNull();
  });

  it('goes over the antimeridian by the smaller arc', () => {
    const cells = cellsOf(suva, apia);
    expect(extentOfCells(cells)!.west).toBeCloseTo(178.4, 0);
    const camera = cameraOfCells(cells, 'mercator', desk)!;
    expect(Math.abs(camera.longitude)).toBeGreaterThan(175);
    expect(isSeen(camera, desk, suva) && isSeen(camera, desk, apia)).toBe(true);
  });

  it('turns a globe to data behind it, and leaves one alone that cannot show all', () => {
    const camera = cameraOfCells(cellsOf(sydney, nara), 'globe', desk)!;
    expect(camera.longitude).toBeCloseTo(143.5, 0);
    expect(cameraOfCells(cellsOf(sydney, nara, recife, boise), 'globe', desk)).toBeNull();
  });
});
