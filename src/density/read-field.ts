import type { FieldView } from './density-field.ts';
import { mercatorOf } from './sphere.ts';

/** A field and where it lies. */
export interface FieldGrid extends FieldView {
  /** `width * height` values, row 0 in the north. */
  data: Float32Array;
}

/**
 * The value of a field at a position in degrees, bilinear between pixel centres and constant beyond the outermost ones:
 * what the density layer draws there. Null outside the box.
 */
export function readField(grid: FieldGrid, longitude: number, latitude: number): number | null {
  const { data, width, height, west, east } = grid;
  const turn = (((longitude - west) % 360) + 360) % 360;
  const u = turn / (east - west);
  const north = mercatorOf(grid.north);
  const v = (north - mercatorOf(latitude)) / (north - mercatorOf(grid.south));
  if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return null;
  const x = Math.min(width - 1, Math.max(0, u * width - 0.5));
  const y = Math.min(height - 1, Math.max(0, v * height - 0.5));
  const column = Math.min(Math.floor(x), Math.max(0, width - 2));
  const row = Math.min(Math.floor(y), Math.max(0, height - 2));
  const right = Math.min(width - 1, column + 1);
  const below = Math.min(height - 1, row + 1);
  const mix = (a: number, b: number, share: number) => a + (b - a) * share;
  const upper = mix(data[row * width + column]!, data[row * width + right]!, x - column);
  const lower = mix(data[below * width + column]!, data[below * width + right]!, x - column);
  return mix(upper, lower, y - row);
}
