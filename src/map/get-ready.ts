import type { Map as MapLibre } from 'maplibre-gl';
import { cutCoarser } from './globe-fineness.ts';
import { whileResting } from './while-resting.ts';

type Projection = NonNullable<MapLibre['style']['projection']>;
type Variant = Parameters<MapLibre['painter']['programCache']['getProgram']>[0];
type Program = Omit<Variant, 'projectionShaderVariant'>;
type Configuration = NonNullable<Variant['programConfiguration']>;
type Tile = Parameters<Projection['getMeshFromTileID']>[1];

/** What the globe draws with programs that a flat map has not. */
const ROUND_ONLY = ['depth', 'atmosphere'];
/** A program without anything of its own. */
const PLAIN = { showOverdrawInspector: false, useTerrain: false, defines: [] };
/** Tiles of a world that fits the window, and of one step nearer. */
const TILE_ZOOMS = [0, 1, 2];
/** The map has drawn nothing for so long before anything is made ready, in milliseconds. */
const REST_MS = 1000;

/**
 * MapLibre's globe, made beside the map: MapLibre makes its own only when it is turned to, and tells a flat map nothing of
 * it. What is asked of this shadow of the style leaves the style as it is.
 */
function globeBeside(map: MapLibre): Projection {
  const shadow = Object.create(map.style, {
    map: { value: { migrateProjection: () => undefined } },
    tileManagers: { value: {} },
    projection: { value: undefined, writable: true },
  }) as MapLibre['style'];
  shadow._setProjectionInternal('globe');
  const globe = shadow.projection!;
  cutCoarser(globe);
  return globe;
}

/** One tile of each kind at a zoom: at the north pole, the south pole, both, neither. */
function kindsOfTile(z: number): Tile[] {
  const rows = new Set([0, (2 ** z) >> 1, 2 ** z - 1]);
  return [...rows].map((y) => ({ x: 0, y, z }) as Tile);
}

function cutMeshes(map: MapLibre, globe: Projection, z: number): void {
  for (const tile of kindsOfTile(z)) {
    for (const usage of ['stencil', 'raster'] as const) {
      for (const hasBorder of [true, false]) {
        globe.getMeshFromTileID(map.painter.context, tile, hasBorder, true, usage);
      }
    }
  }
}

/**
 * The programs of all lines and circles that the map has layers for, drawn or not.
 * @param like MapLibre's kind of configuration has no name that could be imported
 */
function programsOfLayers(map: MapLibre, like: Configuration): Program[] {
  const Kind = like.constructor as new (...args: [object, number, () => boolean]) => Configuration;
  return Object.values(map.style._layers).flatMap((layer) => {
    const { type } = layer;
    if (type !== 'line' && type !== 'circle') return [];
    const isDashed = type === 'line' && layer.getPaintProperty('line-dasharray') !== undefined;
    const programConfiguration = new Kind(layer, map.getZoom(), () => true);
    return [{ ...PLAIN, name: isDashed ? 'lineSDF' : type, programConfiguration }];
  });
}

/**
 * Gets ready what a flat map will draw next, while it rests: programs of layers that have drawn nothing yet, and of all of
 * them on the globe, are linked, and the meshes under the globe cut, piece by piece. MapLibre would do that within the first
 * picture that needs it, and the page stand still for it: without a graphics card a tenth of a second for a program, half a
 * second and more for the globe.
 */
export function getReady(map: MapLibre): void {
  const programs = map.painter.programCache;
  const get = programs.getProgram.bind(programs);
  const known = new Set<ReturnType<typeof get>>();
  const pieces: (() => void)[] = [];
  let globe: Projection | null = null;
  let like: Variant | null = null;
  let callOff = () => {};
  const linkOnGlobe = (program: Program) => {
    const { shaderVariantName: name, shaderDefine: define, shaderPreludeCode: prelude } = globe!;
    known.add(get({ ...program, projectionShaderVariant: { name, define, prelude } }));
  };
  programs.getProgram = (variant) => {
    const program = get(variant);
    if (!known.has(program)) {
      known.add(program);
      pieces.push(() => linkOnGlobe(variant));
      if (variant.programConfiguration) like ??= variant;
    }
    return program;
  };
  const begin = () => {
    const made = (globe = globeBeside(map));
    for (const program of like ? programsOfLayers(map, like.programConfiguration!) : []) {
      pieces.push(() => programs.getProgram({ ...like!, ...program }));
    }
    for (const z of TILE_ZOOMS) pieces.push(() => cutMeshes(map, made, z));
    for (const name of ROUND_ONLY) pieces.push(() => linkOnGlobe({ ...PLAIN, name }));
  };
  const work = () => {
    if (projectionOf(map)?.name !== 'mercator') return;
    if (!globe) begin();
    pieces.shift()?.();
    if (pieces.length > 0) callOff = whileResting(work);
  };
  const rested = () => {
    callOff = whileResting(work);
  };
  map.on('render', () => callOff());
  map.on('idle', () => {
    callOff();
    if (globe && pieces.length === 0) return;
    const timer = setTimeout(rested, REST_MS);
    callOff = () => clearTimeout(timer);
  });
  map.on('projectiontransition', () => {
    const turned = projectionOf(map);
    if (!globe || turned?.name !== 'globe') return;
    const ready = globe;
    turned.getMeshFromTileID = (...tile) => ready.getMeshFromTileID(...tile);
  });
}

/** MapLibre's types know nothing of a style that a lost context takes away. */
function projectionOf(map: MapLibre): Projection | undefined {
  return (map.style as MapLibre['style'] | null)?.projection;
}
