import { describe, expect, it } from 'vitest';
import { contourBytes } from '../../src/density/contour-bytes.ts';
import type { FieldView } from '../../src/density/density-field.ts';

interface Told {
  geometry: { type: string; coordinates: number[] };
}

/** Labels of one long line from west to east, and of what else runs through a field that falls to the north. */
function labelsIn(view: FieldView): number[][] {
  const values = Float32Array.from({ length: view.width * view.height }, (_, at) => {
    const [x, y] = [at % view.width, Math.floor(at / view.width)];
    // Nearly all of the line's vertices are in the east, where it goes up and down.
    return y + (x > view.width * 0.8 ? 6 * (x % 2) : 0);
  });
  const text = new TextDecoder().decode(contourBytes(values, view, [view.height / 2]));
  const { features } = JSON.parse(text) as { features: Told[] };
  const points = features.filter(({ geometry }) => geometry.type === 'Point');
  return points.map(({ geometry }) => geometry.coordinates);
}

describe('labels of contours', () => {
  const part = { west: 0, east: 60, south: 30, north: 60, width: 120, height: 80 };

  it('stand inside of what a map shows of the field, where their line runs there', () => {
    const labels = labelsIn(part);
    expect(labels.length).toBeGreaterThan(0);
    for (const [longitude] of labels.slice(0, 1)) {
      expect(longitude).toBeGreaterThan(0.2 * 60);
      expect(longitude).toBeLessThan(0.8 * 60);
    }
  });

  it('stand in the middle of their line on a map of the world', () => {
    const [first] = labelsIn({ ...part, west: -180, east: 180 });
    expect(first![0]).toBeGreaterThan(0.3 * 180);
  });
});
