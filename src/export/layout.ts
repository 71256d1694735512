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
const TABLE_WIDTH = 372;
/** A map that is left narrower than this has no table beside it. */
const LEAST_MAP = 620;
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
  view: PictureView;
}

/** Where everything stands on a page, in units. */
export interface Layout {
  map: Box;
  table: Box | null;
  /** Top of the timeline; null without one. */
  timeline: number | null;
  /** The band below the map of a tall page; null where legend and table are beside or on the map. */
  band: Box | null;
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
    const hasTable = wants.table && width - TABLE_WIDTH >= LEAST_MAP;
    const side = hasTable ? TABLE_WIDTH : 0;
    const table = hasTable ? { x: width - side, y: header, width: side, height: tall } : null;
    return {
      map: { x: 0, y: header, width: width - side, height: tall },
      table,
      timeline,
      band: null,
    };
  }
  const legend = wants.legend ? wants.legendHeight + 48 : 0;
  const rows = wants.table ? tableHeight(wants.rows) : 0;
  const isFlat = view.kind === 'world' && view.projection !== 'orthographic';
  const needed = Math.max(legend, rows);
  // A flat world has its shape, and leaves the rest of the page to legend and table.
  const mapHeight = isFlat
    ? Math.min(width * WORLD_SHAPE, tall - legend)
    : tall - Math.max(legend, Math.min(needed, tall * 0.45));
  const band = { x: 0, y: header + mapHeight, width, height: tall - mapHeight };
  const start = wants.legend ? LEGEND_WIDTH + 72 : 0;
  const hasTable = wants.table && width - start >= LEAST_TABLE && band.height >= tableHeight(2);
  const table = hasTable
    ? { x: start, y: band.y, width: width - start, height: band.height }
    : null;
  return {
    map: { x: 0, y: header, width, height: mapHeight },
    table,
    timeline,
    band: band.height > 1 ? band : null,
  };
}

/** The map's box of a page as it usually is: near enough to know how finely the data must be asked for. */
export function usualMapBox(
  size: PageSize,
  view: PictureView,
  shown: { table: boolean; timeline: boolean; legend: boolean },
): Box {
  const wants = { header: USUAL_HEADER, footer: USUAL_FOOTER, rows: 10, legendHeight: 240, view };
  return layOut(unitsOf(pageOf(size)), { ...wants, ...shown }).map;
}
