import * as v from 'valibot';
import type { Logo } from './picture.ts';
import { dataAddress, pngImage } from './png-image.ts';
import { readLogo } from './read-logo.ts';
import { imageShape } from './scene.ts';

const KEY = 'infection-atlas-logos';
const keptSchema = v.record(v.string(), v.object({ name: v.string(), address: v.string() }));
type Kept = v.InferOutput<typeof keptSchema>;

function readKept(): Kept {
  try {
    const parsed = v.safeParse(keptSchema, JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

/**
 * Keeps a preset's logo in this browser, as PNG; null for a preset that has none.
 * @returns false where there is no room for it, or nothing may be kept
 */
export function keepLogo(preset: string, logo: Logo | null): boolean {
  const { [preset]: _before, ...kept } = readKept();
  if (logo) {
    const image = imageShape({ x: 0, y: 0, width: 1, height: 1 }, logo);
    kept[preset] = { name: logo.name, address: dataAddress('image/png', pngImage(image)) };
  }
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    return true;
  } catch {
    return logo === null;
  }
}

/** The logo of a preset; null where it has none, or what was kept is damaged. */
export async function keptLogo(preset: string): Promise<Logo | null> {
  const kept = readKept()[preset];
  if (!kept) return null;
  try {
    const letters = atob(kept.address.slice(kept.address.indexOf(',') + 1));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return await readLogo(new File([bytes], kept.name, { type: 'image/png' }));
  } catch {
    return null;
  }
}
