import { zoomAtLatitude, isOnNearSide } from './map/globe-sight.ts';
import { globeOf, leastZoom, worldCamera } from './map/sight.ts';
import type { CellAggregate } from './model/aggregate.ts';
import { degreesEast, wrapLongitude } from './model/earth.ts';
import { extentOf, type Extent } from './model/found.ts';
import { cellLatitude, cellLongitude, mercatorDegrees } from './model/mercator.ts';
import type { Projection } from './model/projection.ts';
import { cameraOfExtent } from './state/camera-of-extent.ts';
import type { Camera } from './state/choices.ts';

interface Size {
  width: number;
  height: number;
}

type Cells = Pick<CellAggregate, 'level' | 'length' | 'x' | 'y' | 'value'>;

/** The world view is left where what there is can be seen so many zoom levels nearer. */
const MUCH_NEARER = 1;
/** A globe shows ground that is wider than this as a whole, degrees. */
const WIDE_ON_GLOBE = 60;
const DEGREES = 360;

/** The smallest extent of the middles of occupied cells, the short way round the world; null of none. */
export function extentOfCells({ level, length, x, y, value }: Cells): Extent | null {
  const columns = new Set<number>();
  const rows = [Infinity, -Infinity];
  for (let i = 0; i < length; i++) {
    if (value[i] === 0) continue;
    columns.add(x[i]!);
    rows[0] = Math.min(rows[0]!, y[i]!);
    rows[1] = Math.max(rows[1]!, y[i]!);
  }
  return extentOf(
    Array.from(columns, (column) => cellLongitude(column, level)),
    columns.size === 0 ? [] : rows.map((row) => cellLatitude(row, level)),
  );
}

/** Whether a flat map that looks somewhere shows an extent; it never shows what lies beyond the square of the world. */
function showsFlat(camera: Camera, { width, height }: Size, extent: Extent): boolean {
  const degreesAPixel = DEGREES / (512 * 2 ** camera.zoom);
  const [across, up] = [(width * degreesAPixel) / 2, (height * degreesAPixel) / 2];
  const most = Math.max(0, DEGREES / 2 - up);
  const middle = Math.max(-most, Math.min(most, mercatorDegrees(camera.latitude)));
  const isTall =
    mercatorDegrees(extent.south) >= middle - up && mercatorDegrees(extent.north) <= middle + up;
  const west = wrapLongitude(extent.west - camera.longitude);
  const isWide = across >= DEGREES / 2 || (west >= -across && west + degreesEast(extent) <= across);
  return isTall && isWide;
}

/** Whether all occupied cells lie on the side of the globe that is seen. */
function showsRound(camera: Camera, size: Size, { level, length, x, y, value }: Cells): boolean {
  const globe = globeOf(camera, size);
  for (let i = 0; i < length; i++) {
    if (value[i] === 0) continue;
    const place = { longitude: cellLongitude(x[i]!, level), latitude: cellLatitude(y[i]!, level) };
    if (!isOnNearSide(globe, place)) return false;
  }
  return true;
}

/** Where to look to see an extent, no farther away than the map goes. */
function nearest(extent: Extent, projection: Projection, size: Size): Camera {
  const { zoom, ...middle } = cameraOfExtent(extent, size);
  const least = leastZoom(projection, size.width, size.height);
  if (projection === 'mercator') return { ...middle, zoom: Math.max(zoom, least) };
  const whole = zoomAtLatitude(least, middle.latitude);
  const isWide = Math.max(degreesEast(extent), extent.north - extent.south) > WIDE_ON_GLOBE;
  return { ...middle, zoom: isWide ? whole : Math.max(zoom, whole) };
}

/**
 * Where a map of a size looks to show all cells. Null, which is the world view, where that shows them all and large enough,
 * and where no view shows them all.
 */
export function cameraOfCells(cells: Cells, projection: Projection, size: Size): Camera | null {
  const extent = extentOfCells(cells);
  if (!extent) return null;
  const shows = (camera: Camera) =>
    projection === 'mercator' ? showsFlat(camera, size, extent) : showsRound(camera, size, cells);
  const world = worldCamera(projection, size.width, size.height);
  const near = nearest(extent, projection, size);
  if (shows(world) && near.zoom < world.zoom + MUCH_NEARER) return null;
  return shows(near) ? near : null;
}
