import type { FieldView } from '../density/density-field.ts';
import { fieldCells } from '../density/field-cells.ts';
import { makeFieldReader, type FieldReader } from '../density/field-reader.ts';
import type { ColourScale } from '../density/colour-scale.ts';
import { fieldViewOf } from '../density/view-of-field.ts';
import type { CellAggregate } from '../model/aggregate.ts';
import { MAX_LATITUDE, TILE } from '../model/mercator.ts';
import type { FrameRow, MapFrame } from './map-frame.ts';
import { landShapes } from './map-shapes.ts';
import type { SceneInput, WayScene } from './scene-way.ts';
import type { ImageShape } from './scene.ts';
import { valueColours } from './value-colours.ts';

/** Pixels of a field, at most: finer ones would take more memory than pictures may. */
const MOST_PIXELS = 24_000_000;

/** The ground of a frame and how finely a picture shows it, at some pixels to a unit. */
export function viewOfFrame(
  { bounds, zoom }: MapFrame,
  pixelsPerUnit: number,
  cut: { limit: number; smoothingKm?: number },
): FieldView {
  const world = TILE * 2 ** zoom * pixelsPerUnit;
  const width = (world * (bounds.east - bounds.west)) / 360;
  return fieldViewOf({ ...bounds, width, height: width }, { margin: 0, ...cut });
}

/**
 * The colours of a field at the pixels of a frame: those of its value at the centre of each, read as they are asked for.
 *
 * @param ratio pixels of the image to one unit of the scene
 */
export function densityImage(
  frame: MapFrame,
  reader: FieldReader,
  scale: ColourScale,
  ratio: number,
): ImageShape {
  const { box } = frame;
  const columns = Math.round(box.width * ratio);
  const rows = Math.round(box.height * ratio);
  const write = valueColours(scale);
  const values = new Float32Array(columns);
  const stepX = box.width / columns;

  function read(top: number, count: number): Uint8ClampedArray {
    const colours = new Uint32Array(columns * count);
    for (let row = 0; row < count; row++) {
      const y = box.y + ((top + row + 0.5) * box.height) / rows;
      if (frame.row) readRow(frame.row(y), colours, row * columns);
      else if (readPlaces(y)) write(values, colours, row * columns);
    }
    return new Uint8ClampedArray(colours.buffer);
  }

  function readRow(parallel: FrameRow | null, colours: Uint32Array, start: number): void {
    if (!parallel || Math.abs(parallel.latitude) > MAX_LATITUDE) return;
    const { longitudeAtZero, degreesPerUnit } = parallel;
    const { west, east } = frame.bounds;
    const step = stepX * degreesPerUnit;
    const first = longitudeAtZero + (box.x + 0.5 * stepX) * degreesPerUnit;
    const from = Math.max(0, Math.ceil((west - first) / step));
    const to = Math.min(columns, Math.floor((east - first) / step) + 1);
    if (to <= from) return;
    const seen = values.subarray(0, to - from);
    const where = { first: first + from * step, step };
    if (reader.row(parallel.latitude, where, seen)) write(seen, colours, start + from);
  }

  function readPlaces(y: number): boolean {
    let isEarth = false;
    for (let column = 0; column < columns; column++) {
      const place = frame.invert(box.x + (column + 0.5) * stepX, y);
      const isThere = place !== null && Math.abs(place[1]) <= MAX_LATITUDE;
      values[column] = isThere ? reader.at(place[0], place[1]) : 0;
      isEarth ||= isThere;
    }
    return isEarth;
  }

  return { kind: 'image', ...box, columns, rows, read };
}

/** Reads the field behind a frame, as fine as a picture of so many pixels to a unit shows it. */
export function fieldReaderOf(
  frame: MapFrame,
  cells: CellAggregate,
  smoothingKm: number,
  pixelsPerUnit: number,
): FieldReader {
  const view = viewOfFrame(frame, pixelsPerUnit, { limit: MOST_PIXELS });
  return makeFieldReader(fieldCells(cells), view, { smoothingKm });
}

/** The field of a picture as an image. */
export function densityScene(input: SceneInput): WayScene {
  const { picture, frame, palette, basemap, scale, ratio } = input;
  const { cells, smoothingKm } = picture;
  const shapes = landShapes(basemap, frame, palette, { hatched: picture.countries });
  if (!cells || cells.length === 0 || !scale) return { shapes, made: {}, isDrawn: false };
  // As fine as in the picture itself, so that a preview shows the picture's own smoothing.
  const reader = fieldReaderOf(frame, cells, smoothingKm, input.pixelsPerUnit);
  shapes.push(densityImage(frame, reader, scale, ratio));
  return { shapes, made: { smoothingKm: reader.smoothingKm }, isDrawn: true };
}
