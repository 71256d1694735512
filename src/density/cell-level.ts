import { PLACE_LEVEL } from '../model/query.ts';
import { cellLevelFor } from './view-of-field.ts';

/** The cell level to ask for: single places, or as fine as a field of a smoothing (km) needs at a zoom. */
export function cellLevelOf(cells: 'field' | 'places', zoom: number, smoothingKm: number): number {
  return cells === 'places' ? PLACE_LEVEL : cellLevelFor(zoom, smoothingKm);
}
