import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Map as MapLibre } from 'maplibre-gl';
import { cutGlobeCoarser } from '../../src/map/globe-fineness.ts';

/** As MapLibre's own kind of number. */
class Pieces {
  constructor(
    readonly whole: number,
    readonly least: number,
  ) {}
  getGranularityForZoomLevel(zoom: number): number {
    return Math.max(Math.floor(this.whole / 2 ** zoom), this.least, 1);
  }
}

function fineness(whole: number) {
  const [fill, line] = [new Pieces(whole, 2), new Pieces(4 * whole, 0)];
  return { fill, line, tile: new Pieces(whole, 32), stencil: new Pieces(whole, 1), circle: 3 };
}

/** Tells a map of a projection of such a fineness, as MapLibre does before it asks for tiles. */
function turnTo(subdivisionGranularity: object | undefined): void {
  let turned = () => undefined as void;
  const map = {
    on: (_: string, heard: () => void) => (turned = heard),
    style: { projection: subdivisionGranularity && { subdivisionGranularity } },
  };
  cutGlobeCoarser(map as unknown as MapLibre);
  turned();
  turned();
}

/** By how many pixels a flat piece of a tile sinks under the globe. */
function sinks(pieces: number, zoom: number): number {
  const radius = (512 * 2 ** zoom) / (2 * Math.PI);
  return (512 / pieces) ** 2 / (8 * radius);
}

test('the whole globe is cut into fewer pieces, and none sinks a pixel at any whole zoom', () => {
  const globe = fineness(128);
  turnTo(globe);
  expect(globe.fill.getGranularityForZoomLevel(1)).toBe(32);
  for (const name of ['fill', 'line', 'tile', 'stencil'] as const) {
    expect(globe[name]).toBeInstanceOf(Pieces);
    for (let zoom = 0; zoom <= 10; zoom++) {
      expect(sinks(globe[name].getGranularityForZoomLevel(zoom), zoom)).toBeLessThan(1);
    }
  }
  // A mask has to lie as the ground that it cuts out.
  expect(globe.stencil).toEqual(globe.fill);
});

test('a flat map, which is not cut at all, is left as it is', () => {
  const flat = fineness(0);
  turnTo(flat);
  expect(flat).toEqual(fineness(0));
  expect(() => turnTo(undefined)).not.toThrow();
});

test('MapLibre cuts its globe as is expected of it', () => {
  const library = join(
    import.meta.dirname,
    '../../node_modules/maplibre-gl/dist/maplibre-gl-dev.mjs',
  );
  const text = readFileSync(library, 'utf8');
  for (const [name, whole] of [
    ['fill', 128],
    ['line', 512],
    ['tile', 128],
    ['stencil', 128],
  ]) {
    expect(text).toMatch(new RegExp(`${name}: new SubdivisionGranularityExpression\\(${whole}, `));
  }
  expect(text).toContain('map.style.projection.subdivisionGranularity');
});
