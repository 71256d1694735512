import type { Areas } from './basemap.ts';
import { makeMapFrame, type MapFrame } from './map-frame.ts';
import type { PictureView } from './picture.ts';
import type { Box } from './scene.ts';

/** Frames that are kept: those of a picture and of its preview. */
const KEPT = 2;

const kept: { key: string; areas: Areas; frame: MapFrame }[] = [];

/**
 * As `makeMapFrame`; the last ones are kept, since fitting them, and cutting the basemap to them, takes as long as
 * drawing.
 */
export function keptFrame(box: Box, view: PictureView, areas: Areas, covered: number): MapFrame {
  const key = JSON.stringify([box, view, covered]);
  const known = kept.find((one) => one.key === key && one.areas === areas);
  if (known) return known.frame;
  const frame = makeMapFrame(box, view, areas, covered);
  kept.unshift({ key, areas, frame });
  kept.length = Math.min(kept.length, KEPT);
  return frame;
}
