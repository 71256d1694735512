import { MAX_LATITUDE, TILE } from '../model/mercator.ts';
import { RADIANS } from '../model/earth.ts';
import type { VisibleBox } from '../density/view-of-field.ts';

/** The globe of a whole view takes so much of the shorter side. */
const WHOLE_SHARE = 0.9;

/** A globe as it is seen: a camera straight above the middle of the map, looking down. */
export interface GlobeView {
  /** Degrees: the middle of the map. */
  longitude: number;
  latitude: number;
  /** MapLibre's, which is that of Mercator at this latitude. */
  zoom: number;
  /** Of the map, CSS pixels. */
  width: number;
  height: number;
  /** From the camera to the ground below it, CSS pixels. */
  camera: number;
}

const shrink = (latitude: number) => Math.cos(Math.min(Math.abs(latitude), MAX_LATITUDE) * RADIANS);

/** Radius of the globe, CSS pixels at its nearest point: there it is as large as Mercator is. */
export function globeRadius({ latitude, zoom }: Pick<GlobeView, 'latitude' | 'zoom'>): number {
  return (TILE * 2 ** zoom) / (2 * Math.PI) / shrink(latitude);
}

/** Radius of the globe's edge on the screen, CSS pixels. */
export function edgeRadius(view: GlobeView): number {
  const radius = globeRadius(view);
  const { camera } = view;
  return (camera * radius) / Math.sqrt(camera * (camera + 2 * radius));
}

/** How far round the globe from the middle one sees ground that lies so far from it on the screen, radians. */
function reach(view: GlobeView, pixels: number): number {
  const radius = globeRadius(view);
  const far = 1 + view.camera / radius;
  const ray = Math.atan2(pixels, view.camera);
  const sine = far * Math.sin(ray);
  return sine >= 1 ? Math.acos(1 / far) : Math.asin(sine) - ray;
}

/** Cosine of the angle between two places, degrees. */
function cosineBetween(
  a: { longitude: number; latitude: number },
  b: { longitude: number; latitude: number },
): number {
  const [south, north] = [a.latitude * RADIANS, b.latitude * RADIANS];
  const turn = (b.longitude - a.longitude) * RADIANS;
  return Math.sin(south) * Math.sin(north) + Math.cos(south) * Math.cos(north) * Math.cos(turn);
}

/** Whether a place is on the side of the globe that is seen. */
export function isOnNearSide(
  view: GlobeView,
  place: { longitude: number; latitude: number },
): boolean {
  const radius = globeRadius(view);
  return cosineBetween(view, place) > radius / (radius + view.camera);
}

/** Whether a point of the screen is on the globe, CSS pixels. */
export function isOnGlobe(view: GlobeView, { x, y }: { x: number; y: number }): boolean {
  return Math.hypot(x - view.width / 2, y - view.height / 2) < edgeRadius(view);
}

/**
 * The box in degrees around all ground that is seen; all longitudes where a pole is. Its width in CSS pixels is that of
 * Mercator at this zoom, so that what is made for it is as fine as the globe is in its middle.
 */
export function globeBox(view: GlobeView): VisibleBox {
  const { longitude, latitude, zoom, width, height } = view;
  const angle = reach(view, Math.hypot(width, height) / 2);
  const north = latitude + angle / RADIANS;
  const south = latitude - angle / RADIANS;
  const isRound = north >= 90 || south <= -90;
  const side = isRound
    ? 180
    : Math.asin(Math.min(1, Math.sin(angle) / Math.cos(latitude * RADIANS))) / RADIANS;
  return {
    west: longitude - side,
    east: longitude + side,
    south: Math.max(-90, south),
    north: Math.min(90, north),
    width: (TILE * 2 ** zoom * side) / 180,
    height,
  };
}

/** The zoom at the equator at which all of the globe fits into a window of this many CSS pixels. */
export function wholeGlobeZoom(width: number, height: number, camera: number): number {
  const edge = (Math.max(64, Math.min(width, height)) * WHOLE_SHARE) / 2;
  const radius = (edge * edge + edge * Math.hypot(edge, camera)) / camera;
  return Math.log2((2 * Math.PI * radius) / TILE);
}

/** What a zoom at the equator is at a latitude, for a globe of the same size. */
export function zoomAtLatitude(equatorZoom: number, latitude: number): number {
  return equatorZoom + Math.log2(shrink(latitude));
}
