/** Families of colours, each with steadily changing lightness, so that colour-blind readers see the order too. */
export const paletteIds = ['heat', 'viridis', 'cividis', 'magma', 'ocean', 'grey'] as const;
export type PaletteId = (typeof paletteIds)[number];

/** Names of the families on screen. */
export const paletteNames: Readonly<Record<PaletteId, string>> = {
  heat: 'Heat',
  viridis: 'Viridis',
  cividis: 'Cividis',
  magma: 'Magma',
  ocean: 'Ocean',
  grey: 'Grey',
};

/** Which colours, and how strongly they are laid over the map. */
export interface ColourChoice {
  palette: PaletteId;
  /** Many is near the background rather than far from it. */
  reversed: boolean;
  /** 0 to 1. */
  opacity: number;
}

/** What a new visit has. */
export const usualColours: ColourChoice = { palette: 'heat', reversed: false, opacity: 1 };
