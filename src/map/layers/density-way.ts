import type { FieldOptions } from '../../density/density-field.ts';
import { effectiveSmoothingKm } from '../../density/smoothing.ts';
import { FINEST_FIELD_LEVEL, fieldViewOf, serves } from '../../density/view-of-field.ts';
import { FIRST_LAYER_ABOVE_HEAT } from '../basemap-style.ts';
import {
  emptyDrawing,
  type Drawing,
  type DrawingOptions,
  type DrawingRequest,
  type Look,
  type MapWay,
  type Plan,
  type Sight,
} from '../map-way.ts';
import { makeDensityLayer } from './density-layer.ts';

/** The field's ground and pixels for a sight. */
export function planField({ box }: Sight, { smoothingKm }: DrawingOptions): Plan {
  return { view: fieldViewOf(box, { smoothingKm }), resolution: null };
}

/** Whether a field still covers a sight, about as finely as a new one. */
export function fieldServes({ view }: Plan, { box }: Sight, options: DrawingOptions): boolean {
  return serves(view, box, options.smoothingKm);
}

/** How a field is asked for; null where the cells are too fine for one. */
export function fieldJob({ cells, plan: { view }, options }: DrawingRequest) {
  if (cells.level > FINEST_FIELD_LEVEL) return null;
  const smoothingKm = effectiveSmoothingKm(view, options.smoothingKm);
  return { view, smoothingKm, options: { smoothingKm } satisfies FieldOptions };
}

/** The deck layer of a density: empty without field or scale. */
export function densityLayers(drawing: Drawing | null, { scale, opacity }: Look) {
  const field = drawing?.field ?? null;
  const drawn = field && scale ? { field, box: field, scale } : { field: null };
  return [makeDensityLayer({ id: 'density', beforeId: FIRST_LAYER_ABOVE_HEAT, opacity, ...drawn })];
}

/** Hosts per 1,000 km², as a field of colours. */
export const densityWay: MapWay = {
  plan: planField,
  serves: fieldServes,
  make(request, client, signal) {
    const job = fieldJob(request);
    if (!job) return null;
    return client.field(request.cells, job.view, job.options, signal).then((data) => ({
      ...emptyDrawing(request),
      smoothingKm: job.smoothingKm,
      field: { data, ...job.view },
    }));
  },
  layers: densityLayers,
};
