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
  /** Projections that were made beside the map's. */
  const made: ReturnType<typeof makeProjection>[] = [];
  const programs = new Map<string, object>();
  const heard: Record<string, (() => void)[]> = {};
  const style = {
    projection: makeProjection('mercator'),
    tileManagers: {},
    _layers: {} as Record<string, { type: string; key: string; getPaintProperty: () => unknown }>,
    _setProjectionInternal(name: string) {
      this.projection = makeProjection(name);
      made.push(this.projection);
    },
  };
  const map = {
    style,
    getZoom: () => 1,
    on: (name: string, act: () => void) => (heard[name] ??= []).push(act),
    off: (name: string, act: () => void) => {
      heard[name] = heard[name]!.filter((heardBy) => heardBy !== act);
    },
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
  const fire = (name: string) => heard[name]!.forEach((act) => act());
  const draw = (name: string, programConfiguration?: Configuration, on = 'mercator') => {
    const projectionShaderVariant = { name: on, define: `#define ${on}` };
    const configured = programConfiguration ? { programConfiguration } : {};
    map.painter.programCache.getProgram({ name, ...configured, projectionShaderVariant });
    fire('render');
  };
  return { map, style, linked, made, fire, draw };
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
  vi.advanceTimersByTime(2000);
  expect(linked).toEqual([...FLAT, ...ROUND]);
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

test('links flat programs also where the map was opened on the globe', () => {
  const { style, linked, fire, draw } = makeMap();
  const flat = style.projection;
  style.projection = makeProjection('globe');
  const selection = { type: 'line', key: '/u_width', getPaintProperty: () => [3, 2] };
  style._layers = { selection };
  draw('line', new Configuration({ key: '/u_width' }), 'globe');
  fire('idle');
  vi.advanceTimersByTime(2000);
  expect(linked).toEqual(['line/u_width #define globe']);
  style.projection = flat;
  fire('idle');
  vi.advanceTimersByTime(2000);
  expect(linked).toContain('lineSDF/u_width #define mercator');
});

test('cuts a mesh of every kind of tile that the globe is laid out with', () => {
  const { made, fire, draw } = makeMap();
  draw('fill');
  fire('idle');
  vi.advanceTimersByTime(2000);
  const cut = made[0]!.getMeshFromTileID.mock.calls as unknown as [
    ...[object, { x: number; y: number; z: number }, boolean, boolean, string],
  ][];
  const kinds = cut.map(([, { y, z }, hasBorder, , usage]) => `${z}/${y} ${usage} ${hasBorder}`);
  const tiles = ['0/0', '1/0', '1/1', '2/0', '2/2', '2/3'];
  const usages = ['stencil true', 'stencil false', 'raster true', 'raster false'];
  const all = tiles.flatMap((tile) => usages.map((usage) => `${tile} ${usage}`));
  expect(new Set(kinds)).toEqual(new Set(all));
  expect(cut.every(([, , , allowsPoles]) => allowsPoles)).toBe(true);
});

test('says what failed, and leaves the rest to the map', () => {
  const { style, linked, fire, draw } = makeMap();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  style._setProjectionInternal = () => {
    throw new Error('no such projection');
  };
  draw('fill');
  for (let rest = 0; rest < 2; rest++) {
    fire('idle');
    vi.advanceTimersByTime(2000);
  }
  expect(warn).toHaveBeenCalledTimes(1);
  expect(linked).toEqual(['fill #define mercator']);
  warn.mockRestore();
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
  const { map, style, linked, fire, draw } = makeMap();
  draw('fill');
  fire('idle');
  style.projection = makeProjection('globe');
  vi.advanceTimersByTime(2000);
  map.style = null as never;
  fire('idle');
  vi.advanceTimersByTime(2000);
  expect(linked).toEqual(['fill #define mercator']);
});

test('makes nothing ready any more once the graphics context is lost', () => {
  const { linked, fire, draw } = makeMap();
  draw('fill');
  fire('idle');
  fire('webglcontextlost');
  vi.advanceTimersByTime(2000);
  fire('idle');
  vi.advanceTimersByTime(2000);
  expect(linked).toEqual(['fill #define mercator']);
});
