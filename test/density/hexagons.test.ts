import { PLACE_LEVEL } from '../../src/model/query.ts';
import { cellArea, latLngToCell, UNITS } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { hexagonAt, hexagonValue, resolutionFor } from '../../src/density/hexagon-grid.ts';
import { hexagonSpread, hexagonsOf } from '../../src/density/hexagons.ts';
import type { CellAggregate } from '../../src/model/aggregate.ts';
import { mercatorX, mercatorY } from '../../src/model/mercator.ts';

interface MadePlace {
  longitude: number;
  latitude: number;
  hosts: number;
}

/** Numbers from a seed (Park and Miller, 1988), 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function madePlaces(length: number): MadePlace[] {
  const next = seeded(7);
  const anywhere = Array.from({ length }, () => ({
    longitude: next() * 360 - 180,
    latitude: next() * 160 - 80,
    hosts: 1 + Math.floor(next() * 50),
  }));
  const nearTheAntimeridian = Array.from({ length: 200 }, () => ({
    longitude: next() < 0.5 ? 179.5 + next() / 2 : -180 + next() / 2,
    latitude: next() * 120 - 60,
    hosts: 1 + Math.floor(next() * 50),
  }));
  return [...anywhere, ...nearTheAntimeridian];
}

function cellsOf(places: readonly MadePlace[]): CellAggregate {
  return {
    by: 'cell',
    measure: 'hosts',
    level: PLACE_LEVEL,
    length: places.length,
    x: Uint32Array.from(places, ({ longitude }) => mercatorX(longitude) >>> 1),
    y: Uint32Array.from(places, ({ latitude }) => mercatorY(latitude) >>> 1),
    accuracyClass: Uint8Array.from(places, (_, n) => n % 14),
    value: Float32Array.from(places, ({ hosts }) => hosts),
    total: places.reduce((sum, { hosts }) => sum + hosts, 0),
  };
}

/** The slow way: H3 asked for every place by itself. */
function referenceOf(places: readonly MadePlace[], resolution: number): Map<bigint, number> {
  const counts = new Map<bigint, number>();
  for (const { latitude, longitude, hosts } of places) {
    const id = BigInt(`0x${latLngToCell(latitude, longitude, resolution)}`);
    counts.set(id, (counts.get(id) ?? 0) + hosts);
  }
  return counts;
}

const places = madePlaces(10_000);
const cells = cellsOf(places);

describe('hexagonsOf', () => {
  it.each([0, 2, 4, 6])('counts as H3 does for every place, resolution %i', (resolution) => {
    const grid = hexagonsOf(cells, resolution);
    const counted = new Map([...grid.id].map((id, n) => [id, grid.value[n]!]));
    expect(counted).toEqual(referenceOf(places, resolution));
  });

  it('divides by the ground of each hexagon', () => {
    const grid = hexagonsOf(cells, 3);
    const area = cellArea(grid.id[5]!.toString(16), UNITS.km2);
    expect(hexagonValue(grid, 5, 'area')).toBeCloseTo((grid.value[5]! * 1000) / area, 9);
    expect(hexagonValue(grid, 5, 'count')).toBe(grid.value[5]);
    const largest = Math.max(...Array.from(grid.value, (_, n) => hexagonValue(grid, n, 'area')));
    expect(hexagonSpread(grid, 'area').largest).toBe(largest);
  });

  it('keeps the hexagons of a box, also across the antimeridian', () => {
    const whole = hexagonsOf(cells, 3);
    const part = hexagonsOf(cells, 3, { west: 170, east: 190, south: -30, north: 30 });
    const inside = places.filter(
      ({ longitude, latitude }) => Math.abs(latitude) < 30 && Math.abs(longitude) > 170,
    );
    const ids = new Set(part.id);
    for (const id of referenceOf(inside, 3).keys()) expect(ids).toContain(id);
    expect(part.length).toBeLessThan(whole.length / 4);
  });

  it('draws every hexagon within one turn of the world, and once', () => {
    const grid = hexagonsOf(cells, 2);
    expect(grid.positions.every((value) => Math.abs(value) <= 180)).toBe(true);
    const crossing = [...grid.pieceOf].filter((hexagon, n) => grid.pieceOf[n + 1] === hexagon);
    expect(crossing.length).toBeGreaterThan(20);
    for (let piece = 0; piece < grid.pieceOf.length; piece++) {
      const span = longitudesOf(grid, piece);
      // Those about the poles go round the earth; none other does.
      if (Math.abs(span.latitude) < 80) expect(span.east - span.west).toBeLessThan(40);
    }
  });

  it('has triangles that cover each piece', () => {
    const grid = hexagonsOf(cells, 1);
    for (let piece = 0; piece < grid.pieceOf.length; piece++) {
      expect(trianglesArea(grid, piece)).toBeCloseTo(ringArea(grid, piece), 6);
    }
  });
});

describe('hexagonAt', () => {
  it('finds the hexagon that a place is in', () => {
    const grid = hexagonsOf(cells, 5);
    let read = 0;
    for (const { longitude, latitude } of places.slice(0, 300)) {
      const found = hexagonAt(grid, longitude, latitude);
      // Beside a side H3 goes by great circles, the map by straight lines.
      if (found < 0) continue;
      const id = BigInt(`0x${latLngToCell(latitude, longitude, 5)}`);
      expect(grid.id[found]).toBe(id);
      read++;
    }
    expect(read).toBeGreaterThan(290);
    const near = places.at(-1)!;
    expect(hexagonAt(grid, near.longitude + 360, near.latitude)).toBeGreaterThanOrEqual(0);
    expect(hexagonAt(hexagonsOf(cellsOf([near]), 5), 0, 0)).toBe(-1);
  });
});

describe('resolutionFor', () => {
  it('goes with the zoom, from the world to the finest', () => {
    expect(resolutionFor(1.3)).toBe(2);
    const all = Array.from({ length: 100 }, (_, n) => resolutionFor(n / 10));
    expect(all).toEqual([...all].sort((a, b) => a - b));
    expect(all.at(-1)).toBe(6);
  });
});

type Grid = ReturnType<typeof hexagonsOf>;

function longitudesOf({ positions, pieceStart }: Grid, piece: number) {
  let [west, east, latitude] = [Infinity, -Infinity, 0];
  for (let v = pieceStart[piece]!; v < pieceStart[piece + 1]!; v++) {
    west = Math.min(west, positions[2 * v]!);
    east = Math.max(east, positions[2 * v]!);
    if (Math.abs(positions[2 * v + 1]!) > Math.abs(latitude)) latitude = positions[2 * v + 1]!;
  }
  return { west, east, latitude };
}

function ringArea({ positions, pieceStart }: Grid, piece: number): number {
  const [first, end] = [pieceStart[piece]!, pieceStart[piece + 1]!];
  let twice = 0;
  for (let i = first, j = end - 1; i < end; j = i++) {
    twice += positions[2 * j]! * positions[2 * i + 1]! - positions[2 * i]! * positions[2 * j + 1]!;
  }
  return Math.abs(twice / 2);
}

function trianglesArea({ positions, indices, pieceStart }: Grid, piece: number): number {
  let area = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [...indices.subarray(t, t + 3)];
    if (corners[0]! < pieceStart[piece]! || corners[0]! >= pieceStart[piece + 1]!) continue;
    const [a, b, c] = corners.map((v) => [positions[2 * v]!, positions[2 * v + 1]!] as const);
    area += ((b![0] - a![0]) * (c![1] - a![1]) - (c![0] - a![0]) * (b![1] - a![1])) / 2;
  }
  return Math.abs(area);
}
