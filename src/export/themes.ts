import type { ColourChoice } from '../model/colour-choice.ts';
import { mapPalettes, type MapPalette } from '../model/map-palette.ts';
import type { PictureTheme } from './picture.ts';

/** The colours of a picture: the map's palette, and what is around the map. */
export interface Theme extends MapPalette {
  /** On which side of the colour ramps many lies. */
  base: 'dark' | 'light';
  background: string;
  panel: string;
  /** Bars of the timeline and of shares, and what stands back among them. */
  bar: string;
  faintBar: string;
  /** The colours of values, given those that the reader chose. */
  colours: (chosen: ColourChoice) => ColourChoice;
}

const asChosen = (chosen: ColourChoice) => chosen;

/** The themes: one entry each. */
export const themes: Readonly<Record<PictureTheme, Theme>> = {
  dark: {
    ...mapPalettes.dark,
    ...{ base: 'dark', background: '#0a0e14', panel: '#0f151e', bar: '#93a1b3' },
    ...{ faintBar: '#3a4658', colours: asChosen },
  },
  light: {
    ...mapPalettes.light,
    ...{ base: 'light', background: '#f4f6f9', panel: '#ffffff', bar: '#526072' },
    ...{ faintBar: '#b9c5d3', colours: asChosen },
  },
  print: {
    ...{ base: 'light', background: '#ffffff', panel: '#ffffff', sea: '#ffffff', land: '#f1f1f1' },
    ...{ line: '#a8a8a8', coast: '#7a7a7a', ink: '#000000', halo: '#ffffff' },
    ...{ secondary: '#404040', selection: '#000000', hatch: '#6a6a6a', server: '#000000' },
    ...{ place: '#2b2b2b', bar: '#404040', faintBar: '#c4c4c4' },
    colours: (chosen) => ({ ...chosen, palette: 'grey' }),
  },
  contrast: {
    ...{ base: 'dark', background: '#000000', panel: '#000000', sea: '#000000', land: '#1c1c1c' },
    ...{ line: '#8c8c8c', coast: '#c8c8c8', ink: '#ffffff', halo: '#000000' },
    ...{ secondary: '#ffffff', selection: '#ffff00', hatch: '#d0d0d0', server: '#00ffff' },
    ...{ place: '#ffd000', bar: '#ffffff', faintBar: '#6e6e6e' },
    colours: asChosen,
  },
};

/** Names of the themes. */
export const themeNames: Readonly<Record<PictureTheme, string>> = {
  dark: 'Dark',
  light: 'Light',
  print: 'Grey print',
  contrast: 'High contrast',
};
