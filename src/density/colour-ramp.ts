import {
  interpolateCividis,
  interpolateGreys,
  interpolateLab,
  interpolateMagma,
  interpolateViridis,
  interpolateYlGnBu,
  piecewise,
  rgb,
} from 'd3';
import { usualColours, type ColourChoice, type PaletteId } from '../model/colour-choice.ts';

const heat = ['#2b1055', '#6a1b7b', '#b5305f', '#ee6a3b', '#fbb040', '#fdf5b4'];

/** Colours from dark (0) to light (1). */
const palettes: Readonly<Record<PaletteId, (at: number) => string>> = {
  heat: piecewise(interpolateLab, heat),
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  magma: interpolateMagma,
  ocean: (at) => interpolateYlGnBu(1 - at),
  grey: (at) => interpolateGreys(1 - at),
};

const COLOURS = 256;
/** Of the ramp's length: over this the alpha of a field rises from nothing. */
const FADE = 0.16;
/** Coasts and borders stay visible below the densest heat. */
const MOST_ALPHA = 0.94;
/** Of the ramp's length: lines leave out what would not stand out from the background. */
const LINES_FROM = 0.35;

/**
 * The 256 colours of a theme as RGBA bytes, not premultiplied; many is farther from the theme's background, unless
 * reversed. For a field the low end fades in from transparent, quickly at first, so that a field ends without an edge;
 * areas (countries, hexagons) have edges of their own and are equally opaque at every value; lines have only colours that
 * thin lines are seen in.
 *
 * @param ranks for each of the 256 positions on the scale, which part of the colours it has, 0 to 1; null: its own
 */
export function makeRamp(
  theme: 'dark' | 'light',
  drawn: 'field' | 'areas' | 'lines' = 'field',
  { palette, reversed, opacity }: ColourChoice = usualColours,
  ranks: Float64Array | null = null,
): Uint8Array {
  const fromLight = (theme === 'light') !== reversed;
  const first = drawn === 'lines' ? LINES_FROM : 0;
  const ramp = new Uint8Array(COLOURS * 4);
  for (let i = 0; i < COLOURS; i++) {
    const at = i / (COLOURS - 1);
    const part = ranks ? ranks[i]! : at;
    const place = reversed ? (1 - first) * part : first + (1 - first) * part;
    const { r, g, b } = rgb(palettes[palette](fromLight ? 1 - place : place));
    const left = drawn === 'field' ? Math.max(0, 1 - at / FADE) : 0;
    ramp.set([r, g, b, 255 * MOST_ALPHA * opacity * (1 - left ** 2)].map(Math.round), i * 4);
  }
  return ramp;
}
