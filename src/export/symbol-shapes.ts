import { cutAtAntimeridian } from '../model/arcs.ts';
import type { MapPalette } from '../model/map-palette.ts';
import { MOST_COVERED, symbolOpacity, type MapSymbol } from '../ways/symbols.ts';
import type { MapFrame } from './map-frame.ts';
import { landShapes } from './map-shapes.ts';
import type { SceneInput, WayScene } from './scene-way.ts';
import type { Box, Shape } from './scene.ts';

/** A slide is read from farther away than a screen. */
export const SYMBOL_SCALE = 1.5;
/** Flat maps of the world are cut a hair west of the antimeridian: what ended on it would be cut into a piece of its own. */
const EAST = 179.9998;

function shapesOf(
  symbol: MapSymbol,
  frame: MapFrame,
  { place, halo }: MapPalette,
  opacity: number,
): Shape[] {
  const size = symbol.size * SYMBOL_SCALE;
  if (symbol.kind === 'circle') {
    return frame.spots(...symbol.at).map(([x, y]) => ({
      ...{ kind: 'circle', x, y, radius: size, fill: place },
      opacity: symbolOpacity.circle * opacity,
      stroke: { colour: halo, width: 1, opacity },
    }));
  }
  const pieces = cutAtAntimeridian(symbol.line).map((piece) =>
    piece.map(([longitude, latitude]): [number, number] => [Math.min(longitude, EAST), latitude]),
  );
  const stroke = { colour: place, width: size, opacity: symbolOpacity.line * opacity };
  return [{ kind: 'lines', lines: frame.lines(pieces), stroke }];
}

/** Lines and circles of any way of symbols, over the land. */
export function symbolScene(input: SceneInput): WayScene {
  const { picture, frame, palette, basemap, symbols } = input;
  const shapes = landShapes(basemap, frame, palette, { hatched: null });
  const drawn = (symbols?.symbols ?? []).flatMap((symbol) =>
    shapesOf(symbol, frame, palette, picture.colours.opacity),
  );
  const taken = drawn.flatMap((shape): Box[] => {
    if (shape.kind !== 'circle' || shape.radius > MOST_COVERED * SYMBOL_SCALE) return [];
    const { x, y, radius } = shape;
    return [{ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }];
  });
  return { shapes: [...shapes, ...drawn], taken, made: { symbols }, isDrawn: false };
}
