import { fitDomain, largestOf } from '../density/colour-scale.ts';
import { densityField } from '../density/density-field.ts';
import { fieldCells } from '../density/field-cells.ts';
import { axisOf } from '../density/way-scale.ts';
import { fitView } from '../density/fit-scale.ts';
import { fitHexagons } from '../density/hexagon-grid.ts';
import { hexagonSpread, hexagonsOf } from '../density/hexagons.ts';
import type { CellAggregate } from '../model/aggregate.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { ScaleKind } from '../state/choices.ts';

/** The colour domain of a density that the page fits to the cells of a whole data set; null where there is no cell. */
export function fittedDomain(
  cells: CellAggregate,
  smoothingKm: number,
  kind: ScaleKind,
): [number, number] | null {
  if (cells.length === 0) return null;
  const field = densityField(fieldCells(cells), fitView(smoothingKm), { smoothingKm });
  return fitDomain(largestOf(field), axisOf(kind));
}

/** The colour domain of hexagons that the page fits to the places of a whole data set; null where there is none. */
export function fittedHexagons(
  places: CellAggregate,
  resolution: number,
  unit: HexagonUnit,
  kind: ScaleKind,
): readonly [number, number] | null {
  if (places.length === 0) return null;
  return fitHexagons(
    hexagonSpread(hexagonsOf(places, resolution), unit).largest,
    unit,
    axisOf(kind),
  );
}
