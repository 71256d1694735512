import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Map as MapLibre } from 'maplibre-gl';
import { getReady } from '../../src/map/get-ready.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (act: () => void) => setTimeout(act));
  vi.stubGlobal('cancelIdleCallback', (id: number) => clearTimeout(id));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** As MapLibre's own: made for a layer, and told apart by what its numbers come from. */
class Configuration {
  readonly cacheKey: string;
  constructor({ key }: { key: string }) {
    this.cacheKey = key;
  }
}

interface Variant {
  name: string;
  programConfiguration?: Configuration;
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
    _layers: {} as Record<string, { type: string; key: string; getPaintProperty: () => unknown }>,
    _setProjectionInternal(name: string) {
      this.projection = makeProjection(name);
    },
  };
  const map = {
    style,
    getZoom: () => 1,
    on: (name: string, act: () => void) => (heard[name] = act),
    painter: {
      context: {},
      programCache: {
        getProgram({ name, programConfiguration, projectionShaderVariant }: Variant) {
          const key = `${name}${programConfiguration?.cacheKey ?? ''} ${projectionShaderVariant.define}`;
          if (!programs.has(key)) linked.push(key);
          programs.set(key, programs.get(key) ?? {});
          return programs.get(key);
        },
      },
    },
  };
  getReady(map as unknown as MapLibre);
  const fire = (name: string) => heard[name]!();
  const draw = (name: string, programConfiguration?: Configuration) => {
    const projectionShaderVariant = { name: 'mercator', define: '#define mercator' };
    const configured = programConfiguration ? { programConfiguration } : {};
    map.painter.programCache.getProgram({ name, ...configured, projectionShaderVariant });
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

test('links what lines and circles that were not drawn yet need, flat and on the globe', () => {
  const { style, linked, fire, draw } = makeMap();
  const layer = (type: string, key: string, dashes?: number[]) => ({
    ...{ type, key },
    getPaintProperty: () => dashes,
  });
  style._layers = {
    borders: layer('line', '/u_width'),
    selection: layer('line', '/u_width', [3, 2]),
    arcs: layer('line', '/a_width'),
    circles: layer('circle', '/a_radius'),
    land: layer('fill', '/u_colour'),
    labels: layer('symbol', '/u_colour'),
  };
  draw('line', new Configuration({ key: '/u_width' }));
  fire('idle');
  vi.advanceTimersByTime(2000);
  const names = ['line/u_width', 'lineSDF/u_width', 'line/a_width', 'circle/a_radius'];
  const both = names.flatMap((name) => [`${name} #define mercator`, `${name} #define globe`]);
  expect(new Set(linked)).toEqual(new Set([...both, ...ROUND.slice(2)]));
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
