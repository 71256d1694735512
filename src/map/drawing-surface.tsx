import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { Map as MapLibre } from 'maplibre-gl';
import { drawnRegion, type DrawingTool } from '../model/drawn-region.ts';
import { MOST_CORNERS, type Region } from '../model/region.ts';
import { regionOutline } from '../model/region-outline.ts';
import { onMoved } from './on-moved.ts';
import { kilometreWords } from '../state/region-words.ts';

/** A position in degrees; longitudes go on beyond 180 as the hand does. */
export type Spot = readonly [longitude: number, latitude: number];

/** A pointer that moves less has clicked. */
const CLICK_PIXELS = 4;
/** A click as near as this to the first corner closes the ring. */
const CLOSE_PIXELS = 12;

/** Degrees of longitude of a CSS pixel. */
export function pixelDegreesOf(map: MapLibre): number {
  return 360 / (512 * 2 ** map.getZoom());
}

/** The turn of a longitude that is next to another one. */
function beside(longitude: number, before: number | undefined): number {
  if (before === undefined) return longitude;
  return longitude + 360 * Math.round((before - longitude) / 360);
}

/** A position under a point of the map's container, on the turn of the one before. */
export function spotAt(map: MapLibre, x: number, y: number, before?: Spot): Spot {
  const { lng, lat } = map.unproject([x, y]);
  return [beside(lng, before?.[0]), lat];
}

/** The region of what was drawn. */
export function regionOf(map: MapLibre, tool: DrawingTool, line: readonly Spot[]): Region | null {
  return drawnRegion(tool, line, pixelDegreesOf(map), MOST_CORNERS);
}

function pathOf(map: MapLibre, lines: readonly (readonly Spot[])[]): string {
  return lines
    .map((line) => {
      const points = line.map(([x, y]) => map.project([x, y]));
      return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`;
    })
    .join('');
}

/** What is being drawn, as lines in degrees. */
function shapeOf(
  map: MapLibre,
  tool: DrawingTool,
  line: readonly Spot[],
): readonly (readonly Spot[])[] {
  if (tool === 'lasso') return line.length > 0 ? [line] : [];
  const region = regionOf(map, tool, line);
  return region ? regionOutline(region) : [];
}

/** Draws what is under way into the surface's own shapes, without React. */
function show(
  map: MapLibre,
  surface: HTMLElement,
  tool: DrawingTool,
  parts: { line: readonly Spot[]; corners: readonly Spot[]; language: string },
): void {
  const { line, corners, language } = parts;
  const path = pathOf(map, shapeOf(map, tool, line.length > 0 ? line : corners));
  for (const element of surface.querySelectorAll('path')) element.setAttribute('d', path);
  const note = surface.querySelector<HTMLElement>('.drawing-note')!;
  const region = tool === 'circle' ? regionOf(map, tool, line) : null;
  note.hidden = region?.kind !== 'circle';
  if (region?.kind === 'circle') {
    note.textContent = kilometreWords(region.radiusKm, language);
    const { x, y } = map.project([line.at(-1)![0], line.at(-1)![1]]);
    note.style.transform = `translate(${x + 12}px, ${y + 8}px)`;
  }
  corners.forEach(([east, north], index) => {
    const { x, y } = map.project([east, north]);
    const dot = surface.querySelectorAll('circle')[index];
    dot?.setAttribute('cx', String(x));
    dot?.setAttribute('cy', String(y));
  });
}

interface DrawingSurfaceProps {
  map: MapLibre;
  tool: DrawingTool;
  language: string;
  corners: readonly Spot[];
  onCorners: (corners: readonly Spot[]) => void;
  onLine: (line: readonly Spot[]) => void;
}

/** Redraws what is under way after each render, and as the map moves. */
function useRefresh(map: MapLibre, refresh: () => void): void {
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
    refresh();
  });
  useEffect(() => onMoved(map, () => latest.current()), [map]);
}

const within = (event: PointerEvent) => {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
};

/** A drag draws a line, clicks set the corners of a lasso; gives what the surface listens to. */
function useHand(
  { map, tool, corners, onCorners, onLine }: DrawingSurfaceProps,
  line: RefObject<Spot[]>,
  refresh: () => void,
) {
  const pointer = useRef<{ id: number; x: number; y: number; far: boolean } | null>(null);
  const [isDown, setIsDown] = useState(false);
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    pointer.current = { id: event.pointerId, ...within(event), far: false };
    line.current = [];
    setIsDown(true);
  };
  const move = (event: PointerEvent) => {
    const from = pointer.current;
    if (!from || event.pointerId !== from.id) return;
    const { x, y } = within(event);
    from.far ||= Math.hypot(x - from.x, y - from.y) >= CLICK_PIXELS;
    if (!from.far) return;
    if (line.current.length === 0) line.current.push(spotAt(map, from.x, from.y));
    const spot = spotAt(map, x, y, line.current.at(-1));
    // Box and circle need where the hand is on its way round the world, not its whole way.
    if (tool !== 'lasso' && line.current.length > 1) line.current.pop();
    line.current.push(spot);
    refresh();
  };
  const click = (x: number, y: number) => {
    if (tool !== 'lasso') return;
    const [first] = corners;
    const start = first && map.project([first[0], first[1]]);
    const closes = start && Math.hypot(start.x - x, start.y - y) < CLOSE_PIXELS;
    if (closes && corners.length >= 3) onLine(corners);
    else onCorners([...corners, spotAt(map, x, y, corners.at(-1))]);
  };
  const end = (event: PointerEvent, isDone: boolean) => {
    const from = pointer.current;
    if (!from || event.pointerId !== from.id) return;
    pointer.current = null;
    setIsDown(false);
    const drawn = line.current;
    line.current = [];
    if (isDone && from.far) onLine(drawn);
    else if (isDone) click(from.x, from.y);
    refresh();
  };
  return {
    'data-drawing': isDown,
    onPointerDown: down,
    onPointerMove: move,
    onPointerUp: (event: PointerEvent) => end(event, true),
    onPointerCancel: (event: PointerEvent) => end(event, false),
  };
}

/**
 * Lies over the map while an area is drawn: a drag draws it, with mouse, pen or one finger; clicks set the corners of a
 * lasso. It redraws itself as the hand or the map moves, and tells the region at the end.
 */
export function DrawingSurface(props: DrawingSurfaceProps) {
  const { map, tool, language, corners } = props;
  const surface = useRef<HTMLDivElement>(null);
  const line = useRef<Spot[]>([]);
  const refresh = () => {
    if (surface.current)
      show(map, surface.current, tool, { line: line.current, corners, language });
  };
  useRefresh(map, refresh);
  const hand = useHand(props, line, refresh);
  return (
    <div ref={surface} className="drawing-surface" {...hand}>
      <svg aria-hidden="true">
        <path className="drawn-halo" />
        <path className="drawn-line" />
        {corners.map((corner) => (
          <circle key={corner.join()} className="drawn-corner" r="4" />
        ))}
      </svg>
      <span className="drawing-note" hidden />
    </div>
  );
}
