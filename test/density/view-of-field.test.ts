import { describe, expect, it } from 'vitest';
import { fieldPixelKm } from '../../src/density/smoothing.ts';
import {
  cellLevelFor,
  fieldViewOf,
  meets,
  serves,
  worldZoom,
} from '../../src/density/view-of-field.ts';

const world = { west: -172, east: 188, south: -60, north: 78, width: 1280, height: 720 };
const europe = { west: -10, east: 30, south: 40, north: 60, width: 1280, height: 900 };

describe('worldZoom', () => {
  it('fills the longer side with one world', () => {
    expect(worldZoom(1024, 600)).toBe(1);
    expect(worldZoom(390, 2048)).toBe(2);
  });
});

describe('fieldViewOf', () => {
  it('takes the whole world where the window nearly holds it', () => {
    const view = fieldViewOf(world);
    expect([view.west, view.east]).toEqual([-180, 180]);
    expect(view.north).toBeCloseTo(85.0511, 3);
    expect(view.width).toBe(view.height);
  });

  it('adds a margin around a part, uniform in Mercator', () => {
    const view = fieldViewOf(europe);
    expect(view.west).toBeCloseTo(-20);
    expect(view.east).toBeCloseTo(40);
    expect(view.north).toBeGreaterThan(60);
    expect(view.south).toBeLessThan(40);
  });

  it('never asks for more pixels than the limit', () => {
    const view = fieldViewOf({ ...world, width: 3840, height: 2160 }, { limit: 500_000 });
    expect(view.width * view.height).toBeLessThanOrEqual(501_000);
  });

  it('has no finer pixels than a fifth of the smoothing, nor than the window', () => {
    const near = { west: 4, east: 8, south: 50, north: 52, width: 1280, height: 1000 };
    const pixelKm = fieldPixelKm(fieldViewOf(near, { smoothingKm: 40 }));
    expect(pixelKm).toBeGreaterThan(7.9);
    expect(pixelKm).toBeLessThan(8.1);
    expect(fieldViewOf(world, { smoothingKm: 40 })).toEqual(fieldViewOf(world));
  });
});

describe('serves', () => {
  const view = fieldViewOf(europe);

  it('is content with a move inside the margin', () => {
    expect(serves(view, europe, 1)).toBe(true);
    expect(serves(view, { ...europe, west: -15, east: 25 }, 1)).toBe(true);
  });

  it('is not content outside it, or at another fineness', () => {
    expect(serves(view, { ...europe, west: -40, east: 0 }, 1)).toBe(false);
    expect(serves(view, { ...europe, west: 5, east: 15, south: 48, north: 52 }, 1)).toBe(false);
  });

  it('knows the same part a turn of the globe further', () => {
    expect(serves(view, { ...europe, west: 350, east: 390 }, 1)).toBe(true);
  });

  it('is content with a closer look where the smoothing decides the pixels', () => {
    const smooth = fieldViewOf(europe, { smoothingKm: 150 });
    expect(serves(smooth, { ...europe, west: 5, east: 15, south: 48, north: 52 }, 150)).toBe(true);
  });
});

describe('meets', () => {
  const view = fieldViewOf(europe);
  const moved = (west: number, south: number) =>
    fieldViewOf({ ...europe, west, east: west + 40, south, north: south + 20 });

  it('knows ground that two views share, also a turn of the globe further', () => {
    expect(meets(view, moved(20, 30))).toBe(true);
    expect(meets(view, moved(350, 40))).toBe(true);
    expect(meets(view, fieldViewOf(world))).toBe(true);
  });

  it('knows views that share none', () => {
    expect(meets(view, moved(100, 40))).toBe(false);
    expect(meets(view, moved(-10, -40))).toBe(false);
  });
});

describe('cellLevelFor', () => {
  it('has cells of at most half the smoothing', () => {
    for (const [zoom, smoothing] of [
      [1, 40],
      [4, 40],
      [6, 10],
    ] as const) {
      const cellKm = 40_075 / 2 ** cellLevelFor(zoom, smoothing);
      const drawn = Math.max(smoothing, (2 * 40_075) / (512 * 2 ** zoom));
      expect(cellKm).toBeLessThanOrEqual(drawn / 2 + 1);
    }
  });

  it('stays the same while the smoothing decides', () => {
    expect(cellLevelFor(4, 40)).toBe(cellLevelFor(8, 40));
  });
});
