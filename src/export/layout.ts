import { TIMELINE_HEIGHT } from './timeline-shapes.ts';
import { LEAST_TABLE, tableHeight } from './table-shapes.ts';
import { LEGEND_WIDTH } from './legend-shapes.ts';
import type { PictureView } from './picture.ts';
import { pageOf, unitsOf, type PageSize } from './page.ts';
import type { Box } from './scene.ts';

/** Heights of the bands before their words are known: a title of one line, a method of two. */
const USUAL_HEADER = 108;
const USUAL_FOOTER = 74;
/** Pages that are wider than high by this have their table beside the map; others below it. */
const WIDE = 1.2;
/** Width of the column beside the map: of the table, and of the legend where it has room below that. */
export const COLUMN_WIDTH = 372;
/** A table that has its legend below it keeps at least so many rows. */
const LEAST_ROWS = 6;
/** A map that is left narrower than this has no table beside it. */
const LEAST_MAP = 620;
/** A map that is left lower than this has no legend on it or below it. */
const LEAST_MAP_HEIGHT = 150;
/** The legend on a map keeps so much from its edges, and leaves so much of it to be seen. */
const LEGEND_MARGIN = 24;
const LEGEND_SHARE = 0.62;
/** Most of a tall page's height for the map, as a part of its width: a flat world is twice as wide as high. */
const WORLD_SHAPE = 0.6;

/** What a layout depends on beside the page. */
export interface LayoutWants {
  header: number;
  footer: number;
  table: boolean;
  /** Rows of the ranking. */
  rows: number;
  timeline: boolean;
  legend: boolean;
  /** Height of the legend. */
  legendHeight: number;
  /** Its height as wide as the column beside the map. */
  columnLegendHeight: number;
  view: PictureView;
}

/** Where everything stands on a page, in units. */
export interface Layout {
  map: Box;
  table: Box | null;
  /** Top of the timeline; null without one. */
  timeline: number | null;
  /** Whether there is room for the legend that is wanted. */
  legend: boolean;
  /** The band below the map of a tall page; null where legend and table are beside or on the map. */
  band: Box | null;
  /** Where the legend stands below the table beside the map; null where it stands on the map, or in the band. */
  column: Box | null;
}

/** Lays out a page: header, map, what stands beside or below it, timeline, footer. */
export function layOut(size: { width: number; height: number }, wants: LayoutWants): Layout {
  const { width, height } = size;
  const { header, footer, view } = wants;
  const space = height - header - footer;
  // A strip that would leave the map less than this is left out.
  const hasTimeline = wants.timeline && space > 3.2 * TIMELINE_HEIGHT;
  const strip = hasTimeline ? TIMELINE_HEIGHT : 0;
  const foot = height - footer - strip;
  const timeline = hasTimeline ? foot : null;
  const tall = foot - header;
  if (width / height >= WIDE) {
    return layOutWide({ x: 0, y: header, width, height: tall }, wants, timeline);
  }
  const hasLegend = wants.legend && tall - wants.legendHeight - 48 >= LEAST_MAP_HEIGHT;
  const legend = hasLegend ? wants.legendHeight + 48 : 0;
  const rows = wants.table ? tableHeight(wants.rows) : 0;
  const isFlat = view.kind === 'world' && view.projection !== 'orthographic';
  const needed = Math.max(legend, rows);
  // A flat world has its shape, and leaves the rest of the page to legend and table.
  const mapHeight = isFlat
    ? Math.min(width * WORLD_SHAPE, tall - legend)
    : tall - Math.max(legend, Math.min(needed, tall * 0.45));
  const band = { x: 0, y: header + mapHeight, width, height: tall - mapHeight };
  const start = hasLegend ? LEGEND_WIDTH + 72 : 0;
  const hasTable = wants.table && width - start >= LEAST_TABLE && band.height >= tableHeight(2);
  const table = hasTable
    ? { x: start, y: band.y, width: width - start, height: band.height }
    : null;
  return {
    map: { x: 0, y: header, width, height: mapHeight },
    table,
    timeline,
    legend: hasLegend,
    band: band.height > 1 ? band : null,
    column: null,
  };
}

/** A wide page: a column beside the map has the table, and the legend where both have room; else that is on the map. */
function layOutWide(space: Box, wants: LayoutWants, timeline: number | null): Layout {
  const { y, height } = space;
  const hasTable = wants.table && space.width - COLUMN_WIDTH >= LEAST_MAP;
  const map = { ...space, width: space.width - (hasTable ? COLUMN_WIDTH : 0) };
  const side = { x: map.width, y, width: COLUMN_WIDTH, height };
  const above = height - wants.columnLegendHeight;
  if (wants.legend && hasTable && above >= tableHeight(LEAST_ROWS)) {
    const table = { ...side, height: above };
    const column = { ...side, y: y + above, height: wants.columnLegendHeight };
    return { map, table, timeline, legend: true, band: null, column };
  }
  const legend =
    wants.legend &&
    wants.legendHeight + 2 * LEGEND_MARGIN <= height &&
    LEGEND_WIDTH <= map.width * LEGEND_SHARE;
  return { map, table: hasTable ? side : null, timeline, legend, band: null, column: null };
}

/** The map's box of a page as it usually is: near enough to know how finely the data must be asked for. */
export function usualMapBox(
  size: PageSize,
  view: PictureView,
  shown: { table: boolean; timeline: boolean; legend: boolean },
): Box {
  const wants = { header: USUAL_HEADER, footer: USUAL_FOOTER, rows: 10, view };
  const legend = { legendHeight: 240, columnLegendHeight: 260 };
  return layOut(unitsOf(pageOf(size)), { ...wants, ...legend, ...shown }).map;
}
