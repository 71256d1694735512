import { MAX_LATITUDE, TILE } from '../model/mercator.ts';
import type { FieldView } from './density-field.ts';
import { fieldPixelKm } from './smoothing.ts';

const EQUATOR_KM = 40_075.017;

/** A map's visible box in degrees (unwrapped: east may pass 180) and its size in CSS pixels. */
export interface VisibleBox {
  west: number;
  south: number;
  east: number;
  north: number;
  width: number;
  height: number;
}

/** The smallest zoom at which one world fills a window of this many CSS pixels in both directions. */
export function worldZoom(width: number, height: number): number {
  return Math.log2(Math.max(width, height, 64) / TILE);
}

const mercator = (latitude: number) =>
  Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);
const inverse = (y: number) => (Math.atan(Math.exp(y * 2 * Math.PI)) * 360) / Math.PI - 90;
const top = mercator(MAX_LATITUDE);

/** How a field's view is cut. */
export interface ViewCut {
  /** Part of each side that is added around what is visible. */
  margin?: number;
  /** Most pixels of the field. */
  limit?: number;
  /** Smoothing that will be asked for, km (one sigma): no pixel need be finer than a fifth of it. */
  smoothingKm?: number;
}

/** Between pixels the map interpolates: with so many to a sigma that is within 1 % of the kernel. */
const PIXELS_PER_SIGMA = 5;

/**
 * The box and pixel size of the field for what is visible: a margin around it, the whole world where that is as good,
 * and one field pixel a CSS pixel, but no more pixels than the limit or the smoothing needs.
 */
export function fieldViewOf(
  box: VisibleBox,
  { margin = 0.25, limit = 1_200_000, smoothingKm = 0 }: ViewCut = {},
): FieldView {
  const span = box.east - box.west;
  const worldPixels = (box.width * 360) / span;
  const wide = span * (1 + 2 * margin) >= 360;
  const west = wide ? -180 : box.west - span * margin;
  const east = wide ? 180 : box.east + span * margin;
  const [yNorth, ySouth] = [mercator(held(box.north)), mercator(held(box.south))];
  const pad = (yNorth - ySouth) * margin;
  const y1 = wide ? top : Math.min(top, yNorth + pad);
  const y0 = wide ? -top : Math.max(-top, ySouth - pad);
  const width = (worldPixels * (east - west)) / 360;
  const height = worldPixels * (y1 - y0);
  const pixelKm = EQUATOR_KM / worldPixels;
  const needed = smoothingKm > 0 ? (PIXELS_PER_SIGMA * pixelKm) / smoothingKm : 1;
  const shrink = Math.min(1, needed, Math.sqrt(limit / (width * height)));
  return {
    west,
    east,
    south: inverse(y0),
    north: inverse(y1),
    width: Math.max(2, Math.round(width * shrink)),
    height: Math.max(2, Math.round(height * shrink)),
  };
}

function held(latitude: number): number {
  return Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
}

/**
 * Whether a field drawn for one view still serves what is visible: it covers it, about as finely as a new one for this
 * smoothing (km) would.
 */
export function serves(view: FieldView, box: VisibleBox, smoothingKm: number): boolean {
  const fineness = fieldPixelKm(fieldViewOf(box, { smoothingKm })) / fieldPixelKm(view);
  return fineness <= 1.5 && fineness >= 0.67 && covers(view, box);
}

/** Whether a view has all ground that is visible. */
export function covers(view: FieldView, box: VisibleBox): boolean {
  const [north, south] = [held(box.north), held(box.south)];
  if (view.north < north - 1e-6 || view.south > south + 1e-6) return false;
  if (view.east - view.west >= 360) return true;
  const turns = Math.round((box.west - view.west) / 360) * 360;
  return view.west + turns <= box.west && view.east + turns >= box.east;
}

/** Whether two views have any ground in common. */
export function meets(a: FieldView, b: FieldView): boolean {
  if (a.south >= b.north || b.south >= a.north) return false;
  const middle = (view: FieldView) => (view.west + view.east) / 2;
  const apart = Math.abs(middle(a) - middle(b)) % 360;
  return Math.min(apart, 360 - apart) < (a.east - a.west + b.east - b.west) / 2;
}

/** The finest cells that a field is drawn from. */
export const FINEST_FIELD_LEVEL = 16;

/** Cell level for a zoom: cells of at most half the smoothing that will be drawn, 9 to 16. */
export function cellLevelFor(zoom: number, smoothingKm: number): number {
  const pixelKm = EQUATOR_KM / (TILE * 2 ** zoom);
  const cellKm = Math.max(smoothingKm, 2 * pixelKm) / 2;
  return Math.max(9, Math.min(FINEST_FIELD_LEVEL, Math.ceil(Math.log2(EQUATOR_KM / cellKm))));
}
