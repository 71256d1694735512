import type { Map as MapLibre } from 'maplibre-gl';
import { worldZoom, type VisibleBox } from '../density/view-of-field.ts';
import { RADIANS } from '../model/earth.ts';
import { latitudeOfMercator, mercatorDegrees, TILE } from '../model/mercator.ts';
import type { Projection } from '../model/projection.ts';
import { firstCentre, type Camera } from '../state/choices.ts';
import {
  globeBox,
  isOnGlobe,
  isOnNearSide,
  wholeGlobeZoom,
  zoomAtLatitude,
  type GlobeView,
} from './globe-sight.ts';
import type { Sight } from './map-way.ts';

/** A position in degrees. */
export interface Place {
  longitude: number;
  latitude: number;
}

/** MapLibre's usual field of view. */
const USUAL_VIEW_DEGREES = 36.87;

function cameraPixels(height: number, degrees: number): number {
  return height / 2 / Math.tan((degrees * RADIANS) / 2);
}

/** The globe that a map shows now; null on a flat map. */
export function globeViewOf(map: MapLibre): GlobeView | null {
  if (map.getProjection()?.type !== 'globe') return null;
  const { lng: longitude, lat: latitude } = map.getCenter();
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const camera = cameraPixels(height, map.getVerticalFieldOfView());
  return { longitude, latitude, zoom: map.getZoom(), width, height, camera };
}

function flatBox(map: MapLibre): VisibleBox {
  const bounds = map.getBounds();
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  return {
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
    width,
    height,
  };
}

/** What of the world a map shows now. */
export function sightOf(map: MapLibre): Sight {
  const globe = globeViewOf(map);
  return { box: globe ? globeBox(globe) : flatBox(map), zoom: map.getZoom() };
}

/** The place at a point of the map's container; null beside the globe. Longitude may lie outside -180 to 180. */
export function placeAt(map: MapLibre, point: { x: number; y: number }): Place | null {
  const globe = globeViewOf(map);
  if (globe && !isOnGlobe(globe, point)) return null;
  const { lng: longitude, lat: latitude } = map.unproject([point.x, point.y]);
  return { longitude, latitude };
}

/**
 * Where a map has places, each in the turn of the world nearest to its middle; null for places behind the globe. For all
 * places of a frame: what is the same for each is asked once.
 */
export function projector(map: MapLibre): (place: Place) => { x: number; y: number } | null {
  const globe = globeViewOf(map);
  const middle = map.getCenter().lng;
  return (place) => {
    if (globe && !isOnNearSide(globe, place)) return null;
    const turn = Math.round((middle - place.longitude) / 360) * 360;
    const { x, y } = map.project([place.longitude + turn, place.latitude]);
    return { x, y };
  };
}

/** The least zoom of a map: the world fills a flat one, and the globe fits whole. */
export function leastZoom(projection: Projection, width: number, height: number): number {
  if (projection === 'mercator') return worldZoom(width, height);
  return wholeGlobeZoom(width, height, cameraPixels(height, USUAL_VIEW_DEGREES));
}

/** The globe that a map of a size shows from a camera. */
export function globeOf(
  { longitude, latitude, zoom }: Camera,
  { width, height }: { width: number; height: number },
): GlobeView {
  const camera = cameraPixels(height, USUAL_VIEW_DEGREES);
  return { longitude, latitude, zoom, width, height, camera };
}

/** The same where its middle is at a latitude: on the globe, zoom is counted as Mercator has it there. */
export function leastZoomAt(
  latitude: number,
  projection: Projection,
  width: number,
  height: number,
): number {
  const least = leastZoom(projection, width, height);
  return projection === 'globe' ? zoomAtLatitude(least, latitude) : least;
}

/** Where a map without a camera looks. */
export function worldCamera(projection: Projection, width: number, height: number): Camera {
  const zoom = leastZoomAt(firstCentre.latitude, projection, width, height);
  return { ...firstCentre, zoom };
}

/** What a flat map of a size shows from a camera: moved until the window lies between the world's upper and lower edge. */
function flatBoxFrom(
  { longitude, latitude, zoom }: Camera,
  { width, height }: { width: number; height: number },
): VisibleBox {
  const degree = (TILE * 2 ** zoom) / 360;
  const [aside, above] = [width / 2 / degree, height / 2 / degree];
  const most = Math.max(0, 180 - above);
  const middle = Math.max(-most, Math.min(most, mercatorDegrees(latitude)));
  return {
    west: longitude - aside,
    east: longitude + aside,
    south: latitudeOfMercator(Math.max(-180, middle - above)),
    north: latitudeOfMercator(Math.min(180, middle + above)),
    width,
    height,
  };
}

/**
 * What a map will show once it is made: what is drawn on it need not wait for it.
 * @param camera null for the whole world
 */
export function sightFrom(
  camera: Camera | null,
  projection: Projection,
  size: { width: number; height: number },
): Sight {
  const { width, height } = size;
  const chosen = camera ?? worldCamera(projection, width, height);
  const least = leastZoomAt(chosen.latitude, projection, width, height);
  const held = { ...chosen, zoom: Math.max(chosen.zoom, least) };
  const box = projection === 'globe' ? globeBox(globeOf(held, size)) : flatBoxFrom(held, size);
  return { box, zoom: held.zoom };
}
