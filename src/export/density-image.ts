import { densityField, type FieldView } from '../density/density-field.ts';
import { fieldCells } from '../density/field-cells.ts';
import { effectiveSmoothingKm } from '../density/smoothing.ts';
import { mercatorOf } from '../density/sphere.ts';
import type { ColourScale } from '../density/colour-scale.ts';
import { fieldViewOf } from '../density/view-of-field.ts';
import type { CellAggregate } from '../model/aggregate.ts';
import type { MapFrame } from './map-frame.ts';
import { landShapes } from './map-shapes.ts';
import type { SceneInput, WayScene } from './scene-way.ts';
import type { ImageShape } from './scene.ts';

/** Values of a field, at most. */
const MOST_VALUES = 6_000_000;

/** The field behind a frame at some pixels to a unit, and the smoothing that it really has. */
export function frameField(
  frame: MapFrame,
  cells: CellAggregate,
  smoothingKm: number,
  pixelsPerUnit: number,
): { view: FieldView; values: Float32Array; smoothingKm: number } {
  const { box, bounds } = frame;
  const size = { width: box.width * pixelsPerUnit, height: box.height * pixelsPerUnit };
  const view = fieldViewOf({ ...bounds, ...size }, { margin: 0, limit: MOST_VALUES });
  return {
    view,
    values: densityField(fieldCells(cells), view, { smoothingKm }),
    smoothingKm: effectiveSmoothingKm(view, smoothingKm),
  };
}

/** A function that writes the colour of a value at a byte of an image; below the domain and where there is nothing, none. */
function colourWriter({ kind, domain: [low, high], ramp }: ColourScale) {
  const start = kind === 'log' ? Math.log10(low) : low;
  const perUnit = 255 / ((kind === 'log' ? Math.log10(high) : high) - start);
  return (value: number, pixels: Uint8ClampedArray, at: number): void => {
    if (!(value > 0) || value < low) return;
    const place = Math.min(255, ((kind === 'log' ? Math.log10(value) : value) - start) * perUnit);
    const index = Math.min(254, Math.floor(place));
    const share = place - index;
    for (let channel = 0; channel < 4; channel++) {
      const colour = ramp[index * 4 + channel]!;
      pixels[at + channel] = colour + (ramp[index * 4 + 4 + channel]! - colour) * share;
    }
  };
}

/**
 * The colours of a field at the pixels of a frame, bilinear between the field's pixel centres as on the map.
 *
 * @param pixelsPerUnit pixels of the picture to one unit of the scene
 */
export function densityImage(
  frame: MapFrame,
  { view, values }: { view: FieldView; values: Float32Array },
  scale: ColourScale,
  pixelsPerUnit: number,
): ImageShape {
  const { box, bounds } = frame;
  const columns = Math.round(box.width * pixelsPerUnit);
  const rows = Math.round(box.height * pixelsPerUnit);
  const pixels = new Uint8ClampedArray(columns * rows * 4);
  const { width, height } = view;
  const north = mercatorOf(view.north);
  const perOrdinate = height / (north - mercatorOf(view.south));
  const perDegree = width / (view.east - view.west);
  const write = colourWriter(scale);
  const wraps = view.east - view.west >= 360 - 1e-9;
  for (let row = 0; row < rows; row++) {
    const parallel = frame.row(box.y + ((row + 0.5) * box.height) / rows);
    if (!parallel || parallel.latitude > view.north || parallel.latitude < view.south) continue;
    const y = Math.min(
      height - 1,
      Math.max(0, (north - mercatorOf(parallel.latitude)) * perOrdinate - 0.5),
    );
    const upper = Math.min(Math.floor(y), Math.max(0, height - 2));
    const lower = Math.min(height - 1, upper + 1);
    const down = y - upper;
    const step = box.width / columns;
    for (let column = 0; column < columns; column++) {
      const longitude =
        parallel.longitudeAtZero + (box.x + (column + 0.5) * step) * parallel.degreesPerUnit;
      if (longitude < bounds.west || longitude > bounds.east) continue;
      let degrees = longitude - view.west;
      if (wraps) degrees -= Math.floor(degrees / 360) * 360;
      const x = degrees * perDegree - 0.5;
      const left = Math.floor(x);
      const right = x - left;
      const [a, b] = wraps
        ? [(left + width) % width, (left + 1) % width]
        : [held(left, width), held(left + 1, width)];
      const above = values[upper * width + a]! * (1 - right) + values[upper * width + b]! * right;
      const below = values[lower * width + a]! * (1 - right) + values[lower * width + b]! * right;
      write(above * (1 - down) + below * down, pixels, (row * columns + column) * 4);
    }
  }
  return { kind: 'image', ...box, columns, rows, pixels };
}

function held(index: number, length: number): number {
  return Math.min(length - 1, Math.max(0, index));
}

/** The field of a picture as an image. */
export function densityScene(input: SceneInput): WayScene {
  const { picture, frame, palette, basemap, scale, ratio } = input;
  const { cells, smoothingKm } = picture;
  const shapes = landShapes(basemap, frame, palette, { hatched: picture.countries });
  if (!cells || cells.length === 0 || !scale) return { shapes, made: {}, isDrawn: false };
  // As fine as in the picture itself, so that a preview shows the picture's own smoothing.
  const field = frameField(frame, cells, smoothingKm, input.pixelsPerUnit);
  shapes.push(densityImage(frame, field, scale, ratio));
  return { shapes, made: { smoothingKm: field.smoothingKm }, isDrawn: true };
}
