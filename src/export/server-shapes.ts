import type { MapPalette } from '../model/map-palette.ts';
import {
  declutter,
  ringOffsets,
  ringRadius,
  serverMarks,
  type LabelPoints,
  type ServerMark,
} from '../model/server-marks.ts';
import { serverShapes } from '../model/server-shapes.ts';
import type { C2Server, ServerStatus } from '../model/telemetry.ts';
import type { MapFrame } from './map-frame.ts';
import { lineShape, type Box, type Shape, type Stroke } from './scene.ts';

/** How much larger than on screen marks are: a slide is read from farther away. */
export const MARK_SCALE = 1.5;

type Colours = Pick<MapPalette, 'server' | 'halo' | 'ink'>;

/** The mark of one status about a point. */
export function statusShape(
  status: ServerStatus,
  x: number,
  y: number,
  { server, halo }: Colours,
): Shape[] {
  const { outline, hollow } = serverShapes[status];
  const edge: Stroke = { colour: halo, width: 4 * MARK_SCALE };
  const paint = hollow
    ? { fill: halo, stroke: { colour: server, width: 2 * MARK_SCALE } }
    : { fill: server };
  if (outline.kind === 'circle') {
    const circle = { kind: 'circle' as const, x, y, radius: outline.radius * MARK_SCALE };
    return [
      { ...circle, stroke: edge },
      { ...circle, ...paint },
    ];
  }
  const ring = Float64Array.from(
    outline.points.flatMap(([dx, dy]) => [x + dx * MARK_SCALE, y + dy * MARK_SCALE]),
  );
  const area = { kind: 'area' as const, rings: [ring] };
  return [
    { ...area, stroke: edge },
    { ...area, ...paint },
  ];
}

function markShapes(mark: ServerMark, x: number, y: number, colours: Colours): Shape[] {
  const count = mark.servers.length;
  const radius = ringRadius(count) * MARK_SCALE;
  const offsets = ringOffsets(count);
  const shapes: Shape[] = [];
  if (count > 1 || mark.countryOnly) {
    const stroke = { colour: colours.server, width: MARK_SCALE, dash: [4.5, 3.75] };
    shapes.push({ kind: 'circle', x, y, radius, fill: colours.halo, opacity: 0.55 });
    shapes.push({ kind: 'circle', x, y, radius, stroke });
  }
  if (count === 1) shapes.push(...statusShape(mark.servers[0]!.status, x, y, colours));
  offsets.forEach((offset, index) => {
    const [left, top] = [x + offset.x * MARK_SCALE, y + offset.y * MARK_SCALE];
    shapes.push(...statusShape(mark.servers[index]!.status, left, top, colours));
  });
  if (count > 1) {
    shapes.push({
      kind: 'text',
      text: String(count),
      x,
      y: y + 6.5,
      size: 18,
      weight: 'semibold',
      align: 'middle',
      colour: colours.ink,
      halo: colours.halo,
    });
  }
  return shapes;
}

/** A mark where it stands in the picture. */
export interface DrawnMark {
  mark: ServerMark;
  x: number;
  y: number;
  radius: number;
}

/** Servers as marks that do not cover each other, with a line to the place of those that had to move. */
export function serverMarkShapes(
  servers: readonly C2Server[],
  points: LabelPoints,
  frame: MapFrame,
  colours: Colours,
): { shapes: Shape[]; boxes: Box[]; drawn: DrawnMark[] } {
  const marks = serverMarks(servers, points, Math.floor(frame.zoom));
  const placed = marks.flatMap((mark) =>
    frame.spots(mark.longitude, mark.latitude).map(([x, y]) => {
      return { mark, x, y, radius: (ringRadius(mark.servers.length) + 5) * MARK_SCALE };
    }),
  );
  const spots = declutter(placed, 2);
  const leaders: Shape[] = [];
  const shapes: Shape[] = [];
  const boxes: Box[] = [];
  placed.forEach(({ mark, x, y, radius }, index) => {
    const spot = spots[index]!;
    if (Math.hypot(spot.x - x, spot.y - y) > 4) {
      const stroke = { colour: colours.server, width: 1.5, opacity: 0.7 };
      leaders.push(lineShape([x, y, spot.x, spot.y], stroke));
    }
    shapes.push(...markShapes(mark, spot.x, spot.y, colours));
    boxes.push({ x: spot.x - radius, y: spot.y - radius, width: 2 * radius, height: 2 * radius });
  });
  const drawn = placed.map(({ mark, radius }, index) => ({ mark, radius, ...spots[index]! }));
  return { shapes: [...leaders, ...shapes], boxes, drawn };
}
