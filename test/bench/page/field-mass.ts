import type { FieldGrid } from '../../../src/density/read-field.ts';
import { pixelAreaKm2 } from '../../../src/density/sphere.ts';

/** How much a field accounts for: its density times the ground, in the unit of the weights that it was made of. */
export function fieldMass(grid: FieldGrid): number {
  let mass = 0;
  for (let row = 0; row < grid.height; row++) {
    const line = grid.data.subarray(row * grid.width, (row + 1) * grid.width);
    mass += (line.reduce((sum, value) => sum + value, 0) * pixelAreaKm2(grid, row)) / 1000;
  }
  return mass;
}
