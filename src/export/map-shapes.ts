import { colourOf, type ColourScale } from '../density/colour-scale.ts';
import { hatchedCountries, hatchStrengths } from '../density/hatching.ts';
import type { DimensionAggregate } from '../model/aggregate.ts';
import type { MapPalette } from '../model/map-palette.ts';
import { boundaryLines, countryRings, type Basemap } from './basemap.ts';
import { hatchLines } from './hatch-lines.ts';
import type { MapFrame } from './map-frame.ts';
import type { SceneInput, WayScene } from './scene-way.ts';
import type { Points, Shape } from './scene.ts';

/** How much wider than on screen hatching is. */
const HATCH_SCALE = 1.25;

type Rings = ReadonlyMap<string, readonly Points[]>;

/** Hatching by the rings and the gap that it was made for. */
const hatched = new WeakMap<readonly Points[], Map<number, Points[]>>();

function keptHatching(rings: readonly Points[], gap: number): Points[] {
  const own = hatched.get(rings) ?? new Map<number, Points[]>();
  hatched.set(rings, own);
  const lines = own.get(gap) ?? hatchLines(rings, gap);
  own.set(gap, lines);
  return lines;
}

/** Hatching of one strength over rings; also the legend's. */
export function hatchShape(rings: readonly Points[], step: number, palette: MapPalette): Shape {
  const { gap, width, alpha } = hatchStrengths[step]!;
  return {
    kind: 'lines',
    lines: keptHatching(rings, gap * Math.SQRT1_2 * HATCH_SCALE),
    stroke: { colour: palette.hatch, width: width * HATCH_SCALE, opacity: alpha },
  };
}

function hatching(countries: DimensionAggregate, rings: Rings, palette: MapPalette): Shape[] {
  return hatchedCountries(countries).flatMap((codes, step) =>
    codes.map((code) => hatchShape(rings.get(code) ?? [], step, palette)),
  );
}

function shading(countries: DimensionAggregate, rings: Rings, scale: ColourScale): Shape[] {
  return countries.keys.flatMap((code, index): Shape[] => {
    const value = countries.value[index] ?? 0;
    const own = rings.get(code);
    if (!own || value <= 0) return [];
    const [red, green, blue, alpha] = colourOf(scale, value);
    return [
      { kind: 'area', rings: own, fill: `rgb(${red},${green},${blue})`, opacity: alpha / 255 },
    ];
  });
}

/** What lies under the heat: land, hatching of what is known to the country only, or the shading of countries. */
export function landShapes(
  basemap: Basemap,
  frame: MapFrame,
  palette: MapPalette,
  drawn:
    { hatched: DimensionAggregate | null } | { shaded: DimensionAggregate; scale: ColourScale },
): Shape[] {
  const rings = countryRings(basemap.areas, frame);
  const land = [...rings.values()].flat();
  const shapes: Shape[] = [{ kind: 'area', rings: land, fill: palette.land }];
  if ('shaded' in drawn) shapes.push(...shading(drawn.shaded, rings, drawn.scale));
  else if (drawn.hatched) shapes.push(...hatching(drawn.hatched, rings, palette));
  return shapes;
}

/** What lies over the heat: borders, coasts, and the outlines of chosen countries. */
export function lineShapes(
  basemap: Basemap,
  frame: MapFrame,
  palette: MapPalette,
  selected: readonly string[],
): Shape[] {
  const chosen = new Set(selected);
  const shapes: Shape[] = [
    {
      kind: 'lines',
      lines: boundaryLines(basemap.lines, frame, (_, b) => b !== ''),
      stroke: { colour: palette.line, width: 0.9 },
    },
    {
      kind: 'lines',
      lines: boundaryLines(basemap.lines, frame, (_, b) => b === ''),
      stroke: { colour: palette.coast, width: 0.9 },
    },
  ];
  if (chosen.size === 0) return shapes;
  const outlines = boundaryLines(basemap.lines, frame, (a, b) => chosen.has(a) || chosen.has(b));
  return [
    ...shapes,
    { kind: 'lines', lines: outlines, stroke: { colour: palette.selection, width: 2.4 } },
  ];
}

/** The countries of a picture, shaded by number. */
export function countryScene({ picture, frame, palette, basemap, scale }: SceneInput): WayScene {
  const { shaded } = picture;
  const drawn = shaded && scale ? { shaded, scale } : { hatched: null };
  return { shapes: landShapes(basemap, frame, palette, drawn), made: {}, isDrawn: scale !== null };
}
