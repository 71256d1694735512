import type { Page } from './scene.ts';

/** A page's size: all that decides how large its letters are. */
export interface PageSize {
  /** Pixels. */
  width: number;
  height: number;
  /** Pixels to an inch, for paper and slides. */
  dpi: number;
  /** Letters against the usual: 1 is as large as on a slide that is read from a few metres. */
  textScale: number;
}

/** Area of a slide in scene units: every size has letters as large against its area as a slide of 1920 by 1080 has. */
const SLIDE_AREA = 1920 * 1080;
/** The smallest letters (13 units) are at least 6.5 pixels and 6.7 points. */
const LEAST_PIXELS = 0.5;
const LEAST_MM = 0.182;
const MM_IN_INCH = 25.4;

/** Longest side that browsers give a canvas of. */
export const MOST_PIXELS = 16_384;
/** Shortest side that has room for a map and its legend. */
export const LEAST_SIDE = 240;

/** The page of a size, and how large one unit of a scene is on it. */
export function pageOf({ width, height, dpi, textScale }: PageSize): Page {
  const mmPerPixel = MM_IN_INCH / dpi;
  const byArea = Math.sqrt((width * height) / SLIDE_AREA);
  const pixelsPerUnit = textScale * Math.max(byArea, LEAST_PIXELS, LEAST_MM / mmPerPixel);
  return {
    ...{ width, height, dpi, pixelsPerUnit },
    widthMm: width * mmPerPixel,
    heightMm: height * mmPerPixel,
    mmPerUnit: pixelsPerUnit * mmPerPixel,
  };
}

/** A page's size in units of its scene. */
export function unitsOf({ width, height, pixelsPerUnit }: Page) {
  return { width: width / pixelsPerUnit, height: height / pixelsPerUnit };
}

/** How many units letters of a size in points have. */
export function unitsOfPoints(points: number, { mmPerUnit }: Page): number {
  return (points * MM_IN_INCH) / 72 / mmPerUnit;
}
