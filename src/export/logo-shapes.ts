import type { Logo } from './picture.ts';
import { imageShape, type ImageShape } from './scene.ts';

/** Largest size of a logo, units. */
const MOST_WIDTH = 220;
const MOST_HEIGHT = 64;

/** How large a logo is drawn, units. */
export function logoSize({ columns, rows }: Logo): { width: number; height: number } {
  const scale = Math.min(MOST_WIDTH / columns, MOST_HEIGHT / rows);
  return { width: columns * scale, height: rows * scale };
}

/** A logo at a corner, its pixels averaged over those of the picture. */
export function logoShape(logo: Logo, x: number, y: number, ratio: number): ImageShape {
  const { width, height } = logoSize(logo);
  const columns = Math.max(1, Math.round(width * ratio));
  const rows = Math.max(2, Math.round(height * ratio));
  const pixels = new Uint8ClampedArray(columns * rows * 4);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const part = {
        left: (column * logo.columns) / columns,
        right: ((column + 1) * logo.columns) / columns,
        top: (row * logo.rows) / rows,
        bottom: ((row + 1) * logo.rows) / rows,
      };
      pixels.set(meanOf(logo, part), (row * columns + column) * 4);
    }
  }
  return imageShape({ x, y, width, height }, { columns, rows, pixels });
}

/** The mean colour of a part of a logo, weighed by area and opacity. */
function meanOf(
  { columns, rows, pixels }: Logo,
  part: { left: number; right: number; top: number; bottom: number },
): [number, number, number, number] {
  let [red, green, blue, alpha, area] = [0, 0, 0, 0, 0];
  for (let y = Math.floor(part.top); y < Math.min(rows, Math.ceil(part.bottom)); y++) {
    const tall = Math.min(part.bottom, y + 1) - Math.max(part.top, y);
    for (let x = Math.floor(part.left); x < Math.min(columns, Math.ceil(part.right)); x++) {
      const share = tall * (Math.min(part.right, x + 1) - Math.max(part.left, x));
      const at = (y * columns + x) * 4;
      const weight = share * pixels[at + 3]!;
      red += weight * pixels[at]!;
      green += weight * pixels[at + 1]!;
      blue += weight * pixels[at + 2]!;
      alpha += weight;
      area += share;
    }
  }
  return alpha > 0 ? [red / alpha, green / alpha, blue / alpha, alpha / area] : [0, 0, 0, 0];
}
