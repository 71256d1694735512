import type { Map as MapLibre } from 'maplibre-gl';
import { cutCoarser } from './globe-fineness.ts';
import { whenRested } from './when-rested.ts';

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

/** MapLibre's kind of configuration, which has no name that could be imported. */
type ConfigurationKind = new (
  layer: object,
  zoom: number,
  filter: (property: string) => boolean,
) => Configuration;

/** The programs of all lines and circles that the map has layers for, drawn or not. */
function programsOfLayers(map: MapLibre, Kind: ConfigurationKind): Program[] {
  return Object.values(map.style._layers).flatMap((layer) => {
    const { type } = layer;
    if (type !== 'line' && type !== 'circle') return [];
    const isDashed = type === 'line' && layer.getPaintProperty('line-dasharray') !== undefined;
    const programConfiguration = new Kind(layer, map.getZoom(), () => true);
    return [{ ...PLAIN, name: isDashed ? 'lineSDF' : type, programConfiguration }];
  });
}

/** What a projection adds to every program. */
function variantOf(projection: Projection): Variant['projectionShaderVariant'] {
  const { shaderVariantName: name, shaderDefine: define, shaderPreludeCode: prelude } = projection;
  return { name, define, prelude };
}

/** MapLibre's types know nothing of a style that a lost context takes away. */
function projectionOf(map: MapLibre): Projection | undefined {
  return (map.style as MapLibre['style'] | null)?.projection;
}

/** Does pieces of work, one at a time, while a flat map rests; what fails is told, and no more is done. */
function makeRestWork(map: MapLibre, begin: (flat: Projection) => void) {
  let pieces: (() => void)[] = [];
  let isBegun = false;
  let isOver = false;
  const end = () => {
    stop();
    isOver = true;
    pieces = [];
  };
  const stop = whenRested(map, () => {
    const projection = projectionOf(map);
    if (projection?.name !== 'mercator') return false;
    try {
      if (!isBegun) begin(projection);
      isBegun = true;
      pieces.shift()?.();
    } catch (error) {
      // The map does without: it makes by itself what it needs.
      console.warn('What the map may draw next could not be made ready.', error);
      end();
    }
    return pieces.length > 0;
  });
  map.on('webglcontextlost', end);
  return (piece: () => void) => {
    if (!isOver) pieces.push(piece);
  };
}

/**
 * Gets ready what a flat map will draw next, while it rests: the programs of lines and circles that have drawn nothing yet,
 * and of all that has drawn on the globe, are linked, and the meshes under the globe cut, piece by piece. MapLibre would do
 * that within the first picture that needs it, and the page stand still for it: without a graphics card a tenth of a second
 * for a program, half a second and more for the globe.
 */
export function getReady(map: MapLibre): void {
  const programs = map.painter.programCache;
  const get = programs.getProgram.bind(programs);
  const known = new Set<ReturnType<typeof get>>();
  let globe: Projection | null = null;
  let Kind: ConfigurationKind | null = null;
  const linkOnGlobe = (program: Program) =>
    void known.add(get({ ...program, projectionShaderVariant: variantOf(globe!) }));
  const later = makeRestWork(map, (flat) => {
    const made = (globe = globeBeside(map));
    const projectionShaderVariant = variantOf(flat);
    for (const program of Kind ? programsOfLayers(map, Kind) : []) {
      later(() => void programs.getProgram({ ...program, projectionShaderVariant }));
    }
    for (const z of TILE_ZOOMS) later(() => cutMeshes(map, made, z));
    for (const name of ROUND_ONLY) later(() => linkOnGlobe({ ...PLAIN, name }));
  });
  programs.getProgram = (variant) => {
    const program = get(variant);
    if (!known.has(program)) {
      known.add(program);
      later(() => linkOnGlobe(variant));
      const { programConfiguration } = variant;
      if (programConfiguration) Kind ??= programConfiguration.constructor as ConfigurationKind;
    }
    return program;
  };
  map.on('projectiontransition', () => {
    const turned = projectionOf(map);
    if (!globe || turned?.name !== 'globe') return;
    const ready = globe;
    turned.getMeshFromTileID = (...tile) => ready.getMeshFromTileID(...tile);
  });
  map.on('webglcontextlost', () => {
    globe = null;
  });
}
