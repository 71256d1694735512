import { interpolateLab, piecewise, rgb } from 'd3';

/** Colours from few to many; many is always farther from the theme's background. */
const stops: Readonly<Record<'dark' | 'light', readonly string[]>> = {
  dark: ['#2b1055', '#6a1b7b', '#b5305f', '#ee6a3b', '#fbb040', '#fdf5b4'],
  light: ['#fdf5b4', '#fbb040', '#ee6a3b', '#b5305f', '#6a1b7b', '#2b1055'],
};

const COLOURS = 256;
/** Of the ramp's length: over this the alpha of a field rises from nothing. */
const FADE = 0.16;
/** Coasts and borders stay visible below the densest heat. */
const MOST_ALPHA = 0.94;
/** Of the ramp's length: lines leave out what would not stand out from the background. */
const LINES_FROM = 0.35;

/**
 * The 256 colours of a theme as RGBA bytes, not premultiplied, interpolated in CIELAB between six stops. For a field the
 * low end fades in from transparent, quickly at first, so that a field ends without an edge; areas (countries, hexagons)
 * have edges of their own and are equally opaque at every value; lines have only colours that thin lines are seen in.
 */
export function makeRamp(
  theme: 'dark' | 'light',
  drawn: 'field' | 'areas' | 'lines' = 'field',
): Uint8Array {
  const colourAt: (at: number) => string = piecewise(interpolateLab, [...stops[theme]]);
  const ramp = new Uint8Array(COLOURS * 4);
  for (let i = 0; i < COLOURS; i++) {
    const at = i / (COLOURS - 1);
    const { r, g, b } = rgb(colourAt(drawn === 'lines' ? LINES_FROM + (1 - LINES_FROM) * at : at));
    const left = drawn === 'field' ? Math.max(0, 1 - at / FADE) : 0;
    ramp.set([r, g, b, 255 * MOST_ALPHA * (1 - left ** 2)].map(Math.round), i * 4);
  }
  return ramp;
}
