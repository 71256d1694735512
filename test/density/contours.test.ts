import { describe, expect, it } from 'vitest';
import { contourLines, contourValues, isMajor } from '../../src/density/contours.ts';
import { densityField, type FieldCells } from '../../src/density/density-field.ts';
import { readField } from '../../src/density/read-field.ts';

const ramp = new Uint8Array(1024);
const view = { west: -20, east: 40, south: 30, north: 65, width: 300, height: 260 };

function cellsOf(places: readonly (readonly [number, number, number])[]): FieldCells {
  return {
    longitude: Float64Array.from(places, ([longitude]) => longitude),
    latitude: Float64Array.from(places, ([, latitude]) => latitude),
    weight: Float32Array.from(places, ([, , weight]) => weight),
    accuracyClass: new Uint8Array(places.length).fill(3),
    length: places.length,
  };
}

const cities = cellsOf([
  [4.9, 52.4, 500],
  [13.4, 52.5, 900],
  [2.35, 48.85, 1500],
  [-19.5, 40, 400],
]);
const field = densityField(cities, view, { smoothingKm: 120 });

describe('contourLines', () => {
  it('runs where the field has the value, inside the outermost pixels', () => {
    const values = [0.2, 1, 5];
    const contours = contourLines(field, view, values);
    expect(contours.map(({ value }) => value)).toEqual(values);
    let worst = 0;
    let points = 0;
    for (const { value, lines } of contours) {
      for (const line of lines) {
        for (let at = 0; at < line.length; at += 2) {
          const read = readField({ data: field, ...view }, line[at]!, line[at + 1]!)!;
          const isAtEdge = line[at]! < view.west + 0.11 || line[at]! > view.east - 0.11;
          if (!isAtEdge) worst = Math.max(worst, Math.abs(read / value - 1));
          points++;
        }
      }
    }
    expect(points).toBeGreaterThan(400);
    expect(worst).toBeLessThan(1e-3);
  });

  it('parts what is above from what is below, as a count of the field says', () => {
    const [contour] = contourLines(field, view, [1]);
    for (const [longitude, latitude] of [
      [4.9, 52.4],
      [13.4, 52.5],
      [2.35, 48.85],
      [25, 40],
      [-10, 60],
    ] as const) {
      const isInside = (crossings(contour!.lines, longitude, latitude) & 1) === 1;
      expect(isInside).toBe(readField({ data: field, ...view }, longitude, latitude)! >= 1);
    }
  });

  it('draws no line along the edge of the field', () => {
    const contours = contourLines(field, view, [0.2]);
    const atWest = contours[0]!.lines.filter((line) =>
      line.some((x, at) => at % 2 === 0 && x < view.west + 0.11),
    );
    expect(atWest.length).toBeGreaterThan(0);
    for (const line of atWest) {
      const inner = line.filter((x, at) => at % 2 === 0 && x > view.west + 0.11);
      expect(inner.length).toBeGreaterThanOrEqual(line.length / 2 - 2);
    }
  });

  it('runs over the seam of a world', () => {
    const world = { west: -180, east: 180, south: -80, north: 80, width: 720, height: 720 };
    const values = densityField(cellsOf([[179.9, 10, 1000]]), world, { smoothingKm: 300 });
    const [contour] = contourLines(values, world, [0.2]);
    const longitudes = contour!.lines.flatMap((line) => [...line.filter((_, at) => at % 2 === 0)]);
    expect(Math.max(...longitudes)).toBeGreaterThanOrEqual(180);
    expect(Math.min(...longitudes)).toBeLessThanOrEqual(-180);
  });
});

describe('contourValues', () => {
  it('are round numbers of the scale', () => {
    const log = contourValues({ kind: 'log', domain: [0.05, 500], ramp });
    expect(log).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500]);
    expect(log.filter(isMajor)).toEqual([0.1, 1, 10, 100]);
    expect(contourValues({ kind: 'linear', domain: [0, 50], ramp })).toEqual([10, 20, 30, 40, 50]);
  });
});

/** How often lines cross the parallel east of a point. */
function crossings(lines: readonly Float64Array[], longitude: number, latitude: number): number {
  let count = 0;
  for (const line of lines) {
    for (let at = 2; at < line.length; at += 2) {
      const [x0, y0, x1, y1] = [line[at - 2]!, line[at - 1]!, line[at]!, line[at + 1]!];
      if (y0 > latitude === y1 > latitude) continue;
      if (longitude < x0 + ((x1 - x0) * (latitude - y0)) / (y1 - y0)) count++;
    }
  }
  return count;
}
