import { describe, expect, it } from 'vitest';
import type { CellAggregate } from '../../src/model/aggregate.ts';
import { accuracyClassesKm, accuracyClassOf, PIN_CLASS } from '../../src/model/place.ts';
import { placedCells } from '../../src/model/placing.ts';
import { densityField } from '../../src/density/density-field.ts';
import { fieldCells } from '../../src/density/field-cells.ts';

const cells: CellAggregate = {
  ...{ by: 'cell', measure: 'hosts', level: 10, length: 1, total: 1000 },
  x: Uint32Array.of(512),
  y: Uint32Array.of(400),
  accuracyClass: Uint8Array.of(accuracyClassOf(200)),
  value: Float32Array.of(1000),
};

describe('placing', () => {
  it('never takes a radius of a database for a pin', () => {
    expect(accuracyClassesKm[PIN_CLASS]).toBe(0);
    for (const radius of [0, 0.1, 1, 999, 1000, 5000]) {
      expect(accuracyClassOf(radius)).not.toBe(PIN_CLASS);
    }
  });

  it('leaves cells as they are, or takes their accuracy away', () => {
    expect(placedCells(cells, 'uncertain')).toBe(cells);
    expect(placedCells(null, 'pins')).toBeNull();
    const pins = placedCells(cells, 'pins')!;
    expect([...pins.accuracyClass]).toEqual([PIN_CLASS]);
    expect(pins.value).toBe(cells.value);
  });

  it('leaves a pin nothing but the smoothing', () => {
    const box = { west: -5, east: 5, south: 33, north: 43 };
    const view = { ...box, width: 128, height: 128 };
    const peak = (aggregate: CellAggregate) =>
      densityField(fieldCells(aggregate), view, { smoothingKm: 40 }).reduce((a, b) =>
        Math.max(a, b),
      );
    const uncertain = peak(cells);
    const pins = peak(placedCells(cells, 'pins')!);
    // A Gaussian's peak: what there is, per 1,000 km², over 2 pi sigma squared.
    expect(pins / (1e6 / (2 * Math.PI * 40 ** 2))).toBeCloseTo(1, 1);
    expect(pins / uncertain).toBeGreaterThan(10);
  });
});
