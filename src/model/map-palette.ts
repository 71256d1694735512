/** Colours that the map's own drawing takes; the DOM around it has them as custom properties. */
export interface MapPalette {
  sea: string;
  land: string;
  line: string;
  coast: string;
  ink: string;
  halo: string;
  secondary: string;
  selection: string;
  hatch: string;
  server: string;
  /** Dots and accuracy circles of places. */
  place: string;
}

/** The palette of a theme. */
export const mapPalettes: Readonly<Record<'dark' | 'light', MapPalette>> = {
  dark: {
    sea: '#0b1018',
    land: '#18202b',
    line: '#2a3546',
    coast: '#2a3546',
    ink: '#e8edf4',
    halo: '#0a0e14',
    secondary: '#93a1b3',
    selection: '#ffd166',
    hatch: '#93a1b3',
    server: '#4fe3ff',
    place: '#fbb040',
  },
  light: {
    sea: '#dfe7f0',
    land: '#fbfcfd',
    line: '#b9c5d3',
    coast: '#b9c5d3',
    ink: '#17202b',
    halo: '#ffffff',
    secondary: '#526072',
    selection: '#b35c00',
    hatch: '#526072',
    server: '#0077a8',
    place: '#b5305f',
  },
};
