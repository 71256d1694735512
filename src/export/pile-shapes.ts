import type { MapPalette } from '../model/map-palette.ts';
import type { MapFrame } from './map-frame.ts';
import type { Picture } from './picture.ts';
import type { Shape } from './scene.ts';

/** Scene units. */
const RADIUS = 8;

/** The ring of a likely default coordinate: hollow and dashed, so that it is neither heat nor a server. */
export function ringShapes(
  x: number,
  y: number,
  { ink, halo }: Pick<MapPalette, 'ink' | 'halo'>,
): Shape[] {
  const circle = { kind: 'circle' as const, x, y, radius: RADIUS };
  return [
    { ...circle, stroke: { colour: halo, width: 5, opacity: 0.7 } },
    { ...circle, stroke: { colour: ink, width: 2, dash: [4, 3] } },
  ];
}

/** Rings of all piles in the frame; those that are left out are not drawn. */
export function pileShapes(
  { piles, without }: Pick<Picture, 'piles' | 'without'>,
  frame: MapFrame,
  palette: Pick<MapPalette, 'ink' | 'halo'>,
): Shape[] {
  return piles
    .filter(({ key }) => !without.includes(key))
    .flatMap(({ longitude, latitude }) =>
      frame.spots(longitude, latitude).flatMap(([x, y]) => ringShapes(x, y, palette)),
    );
}
