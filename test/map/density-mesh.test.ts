import { expect, test } from 'vitest';
import { densityMesh, sameBox, type DensityMesh } from '../../src/map/layers/density-mesh.ts';

const WORLD = { west: -180, south: -85.051129, east: 180, north: 85.051129 };
const RADIANS = Math.PI / 180;

const vertices = ({ positions, positions64Low, texCoords }: DensityMesh) =>
  Array.from({ length: positions.length / 3 }, (_, v) => ({
    at: [0, 1, 2].map((n) => positions[3 * v + n]! + positions64Low[3 * v + n]!),
    right: texCoords[2 * v]!,
    down: texCoords[2 * v + 1]!,
  }));

/** Mercator y, as the rows of a field go. */
const yOf = (latitude: number) => Math.log(Math.tan(Math.PI / 4 + (latitude * RADIANS) / 2));

test('lies on Mercator as its box does, to more than 32 bits, and passes 180 in two pieces', () => {
  const box = { west: 170.123456789, south: -10.987654321, east: 200, north: 40 };
  const corners = vertices(densityMesh(box, 'mercator'));
  expect(corners).toHaveLength(8);
  for (const { at, right, down } of corners) {
    const longitude = box.west + right * (box.east - box.west);
    const turned = Math.abs(at[0]! - longitude);
    expect(Math.min(turned, Math.abs(turned - 360))).toBeLessThan(1e-5);
    expect(Math.abs(at[1]! - (down === 0 ? box.north : box.south))).toBeLessThan(1e-9);
  }
  expect(corners.map(({ at }) => at[0])).toContain(-180);
  expect(Math.min(...corners.map(({ at }) => Math.abs(at[0]! - box.west)))).toBeLessThan(1e-9);
});

test('lies on the globe where its longitudes and latitudes are, and every triangle looks outwards', () => {
  const mesh = densityMesh(WORLD, 'globe');
  const all = vertices(mesh);
  const top = yOf(WORLD.north);
  for (const { at, right, down } of all) {
    const [x, y, z] = at as [number, number, number];
    expect(Math.abs(Math.hypot(x, y, z) - 256)).toBeLessThan(1e-4);
    expect(Math.abs(yOf(Math.asin(z / 256) / RADIANS) - top * (1 - 2 * down))).toBeLessThan(1e-4);
    const longitude = (right * 360 - 180) * RADIANS;
    const ring = Math.hypot(x, y);
    expect(Math.hypot(x - ring * Math.sin(longitude), y + ring * Math.cos(longitude))).toBeLessThan(
      1e-3,
    );
  }
  const inwards = [];
  for (let t = 0; t < mesh.indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((n) => all[mesh.indices[t + n]!]!.at) as [
      number[],
      number[],
      number[],
    ];
    const [u, v] = [b, c].map((end) => end.map((n, i) => n - a[i]!)) as [number[], number[]];
    const normal = [0, 1, 2].map(
      (i) => u[(i + 1) % 3]! * v[(i + 2) % 3]! - u[(i + 2) % 3]! * v[(i + 1) % 3]!,
    );
    if (normal.reduce((sum, n, i) => sum + n * a[i]!, 0) <= 0) inwards.push(t);
  }
  expect(inwards).toEqual([]);
});

test('is cut once for a box, and anew for another', () => {
  const mesh = densityMesh(WORLD, 'globe');
  expect(densityMesh({ ...WORLD }, 'globe')).toBe(mesh);
  expect(densityMesh(WORLD, 'mercator')).not.toBe(mesh);
  expect(densityMesh({ ...WORLD, north: 80 }, 'globe')).not.toBe(mesh);
  expect([sameBox(WORLD, { ...WORLD }), sameBox(WORLD, undefined)]).toEqual([true, false]);
});
