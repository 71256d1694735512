import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Map as MapLibre } from 'maplibre-gl';
import { readyGlobe } from '../../src/map/ready-globe.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (act: () => void) => setTimeout(act));
  vi.stubGlobal('cancelIdleCallback', (id: number) => clearTimeout(id));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Variant {
  name: string;
  projectionShaderVariant: { name: string; define: string };
}

function makeProjection(name: string) {
  return {
    name,
    shaderVariantName: name,
    shaderDefine: `#define ${name}`,
    shaderPreludeCode: {},
    subdivisionGranularity: undefined,
    getMeshFromTileID: vi.fn(
      (_: unknown, { y, z }: { y: number; z: number }) => `${name} ${z}/${y}`,
    ),
  };
}

/** What is used of a map; `linked` has the programs in the order in which they were linked. */
function makeMap() {
  const linked: string[] = [];
  const programs = new Map<string, object>();
  const heard: Record<string, () => void> = {};
  const style = {
    projection: makeProjection('mercator'),
    tileManagers: {},
    turnTo: () => undefined,
    _setProjectionInternal(name: string) {
      this.projection = makeProjection(name);
    },
  };
  const map = {
    style,
    on: (name: string, act: () => void) => (heard[name] = act),
    painter: {
      context: {},
      programCache: {
        getProgram({ name, projectionShaderVariant }: Variant) {
          const key = `${name} ${projectionShaderVariant.define}`;
          if (!programs.has(key)) linked.push(key);
          programs.set(key, programs.get(key) ?? {});
          return programs.get(key);
        },
      },
    },
  };
  readyGlobe(map as unknown as MapLibre);
  const fire = (name: string) => heard[name]!();
  const draw = (name: string) => {
    const projectionShaderVariant = { name: 'mercator', define: '#define mercator' };
    map.painter.programCache.getProgram({ name, projectionShaderVariant });
    fire('render');
  };
  return { style, linked, fire, draw };
}

const FLAT = ['fill #define mercator', 'line #define mercator'];
const ROUND = ['fill', 'line', 'depth', 'atmosphere'].map((name) => `${name} #define globe`);

test('links what the globe will draw with, once the map has rested, and leaves the map as it is', () => {
  const { style, linked, fire, draw } = makeMap();
  const { projection } = style;
  draw('fill');
  draw('line');
  draw('fill');
  fire('idle');
  vi.advanceTimersByTime(900);
  expect(linked).toEqual(FLAT);
  vi.advanceTimersByTime(1000);
  expect(linked).toEqual([...FLAT, ...ROUND]);
  expect(style.projection).toBe(projection);
  fire('idle');
  expect(vi.getTimerCount()).toBe(0);
});

test('stops where the map draws, and goes on at its next rest with what is new', () => {
  const { linked, fire, draw } = makeMap();
  draw('fill');
  fire('idle');
  vi.advanceTimersByTime(1000);
  draw('line');
  vi.advanceTimersByTime(5000);
  expect(linked).toEqual(FLAT);
  fire('idle');
  vi.advanceTimersByTime(2000);
  expect(new Set(linked)).toEqual(new Set([...FLAT, ...ROUND]));
});

test('gives the globe that the map turns to its meshes, and nothing to a flat one', () => {
  const { style, fire, draw } = makeMap();
  draw('fill');
  fire('idle');
  vi.advanceTimersByTime(2000);
  const flat = makeProjection('mercator');
  style.projection = flat;
  fire('projectiontransition');
  expect(style.projection.getMeshFromTileID).toBe(flat.getMeshFromTileID);
  const globe = makeProjection('globe');
  const own = globe.getMeshFromTileID;
  style.projection = globe;
  fire('projectiontransition');
  expect(globe.getMeshFromTileID({}, { y: 1, z: 2 })).toBe('globe 2/1');
  expect(own).not.toHaveBeenCalled();
});

test('makes nothing ready on a map that is a globe, or is gone', () => {
  const { style, linked, fire, draw } = makeMap();
  draw('fill');
  fire('idle');
  style.projection = makeProjection('globe');
  vi.advanceTimersByTime(2000);
  style.projection = undefined as never;
  fire('idle');
  vi.advanceTimersByTime(2000);
  expect(linked).toEqual(['fill #define mercator']);
});
