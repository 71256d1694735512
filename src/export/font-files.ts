import type { Fonts } from './font.ts';

/** The bundled fonts' files under `generated/`, by weight. */
export const fontFiles: Readonly<Record<keyof Fonts, string>> = {
  regular: 'fonts/Inter-Regular.ttf',
  semibold: 'fonts/Inter-SemiBold.ttf',
};
