import { describe, expect, it } from 'vitest';
import { cellLevelFor, fieldViewOf, serves, worldZoom } from '../../src/density/view-of-field.ts';

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
    const view = fieldViewOf({ ...world, width: 3840, height: 2160 }, 0.25, 500_000);
    expect(view.width * view.height).toBeLessThanOrEqual(501_000);
  });
});

describe('serves', () => {
  const view = fieldViewOf(europe);

  it('is content with a move inside the margin', () => {
    expect(serves(view, europe)).toBe(true);
    expect(serves(view, { ...europe, west: -15, east: 25 })).toBe(true);
  });

  it('is not content outside it, or at another fineness', () => {
    expect(serves(view, { ...europe, west: -40, east: 0 })).toBe(false);
    expect(serves(view, { ...europe, west: 5, east: 15, south: 48, north: 52 })).toBe(false);
  });

  it('knows the same part a turn of the globe further', () => {
    expect(serves(view, { ...europe, west: 350, east: 390 })).toBe(true);
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
