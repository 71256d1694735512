import type { Picture } from './picture.ts';
import type { PageSize } from './page.ts';
import { isoDate } from '../model/time.ts';

/** Width of a wide slide, inches. */
export const SLIDE_INCHES = 40 / 3;

/** Pixels to an inch of a picture that fills a slide. */
export function slideDpi(width: number): number {
  return width / SLIDE_INCHES;
}

/** Sizes that the page offers, by name. */
export const pictureSizes = [
  { id: '1920x1080', name: '1920 × 1080', width: 1920, height: 1080 },
  { id: '3840x2160', name: '3840 × 2160', width: 3840, height: 2160 },
] as const;
export type PictureSizeId = (typeof pictureSizes)[number]['id'];

/** The size of a name. */
export function sizeOf(id: PictureSizeId): PageSize {
  const { width, height } = pictureSizes.find((size) => size.id === id) ?? pictureSizes[0];
  return { width, height, dpi: slideDpi(width), textScale: 1 };
}

/** A file name for a picture: its title in plain letters, the days that it shows, and its size. */
export function pictureFileName(picture: Picture, ending: string): string {
  const { title, covers, width, height } = picture;
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  const days = covers ? `-${isoDate(covers.start)}-to-${isoDate(covers.end - 1)}` : '';
  return `${plain || 'infection-atlas'}${days}-${width}x${height}.${ending}`;
}
