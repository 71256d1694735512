import { InputError } from '../model/input-error.ts';
import type { Logo } from './picture.ts';

/** Longest side of a logo's pixels: enough for a page of 600 dots to an inch. */
const MOST_PIXELS = 1024;

/**
 * Decodes a logo. A drawing (SVG) is made as large as a picture may need it; it is drawn as an image, so that nothing in it
 * runs or is fetched.
 * @throws InputError where the browser cannot decode it
 */
export async function readLogo(file: File): Promise<Logo> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const [wide, tall] = [image.naturalWidth || MOST_PIXELS, image.naturalHeight || MOST_PIXELS];
    const isDrawing = file.type === 'image/svg+xml';
    const scale = MOST_PIXELS / Math.max(wide, tall);
    const shrink = isDrawing ? scale : Math.min(1, scale);
    const columns = Math.max(1, Math.round(wide * shrink));
    const rows = Math.max(1, Math.round(tall * shrink));
    const canvas = new OffscreenCanvas(columns, rows);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no 2D context');
    context.drawImage(image, 0, 0, columns, rows);
    const { data } = context.getImageData(0, 0, columns, rows);
    return { name: file.name, columns, rows, pixels: data };
  } catch {
    throw new InputError(
      `"${file.name}" cannot be decoded as an image.`,
      'a PNG or SVG with a size of its own.',
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
