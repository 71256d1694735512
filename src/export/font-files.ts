import type { Fonts } from './font.ts';

/** The bundled typefaces, in the order in which letters are looked for. */
export const faceNames = ['inter', 'arabic', 'japanese'] as const;
export type FaceName = (typeof faceNames)[number];

interface FaceSpec {
  family: string;
  /** Files under `generated/`. */
  files: Readonly<Record<keyof Fonts, string>>;
  /** Letters that it is fetched for, where the faces before it have none; null of the one that is always there. */
  letters: RegExp | null;
}

/** Where the typefaces are: Inter for Latin, Cyrillic and Greek; others only where a picture needs them. */
export const faceSpecs: Readonly<Record<FaceName, FaceSpec>> = {
  inter: {
    family: 'Inter',
    files: { regular: 'fonts/Inter-Regular.ttf', semibold: 'fonts/Inter-SemiBold.ttf' },
    letters: null,
  },
  arabic: {
    family: 'IBM Plex Sans Arabic',
    files: {
      regular: 'fonts/PlexSansArabic-Regular.ttf',
      semibold: 'fonts/PlexSansArabic-SemiBold.ttf',
    },
    letters: /\p{Script_Extensions=Arabic}/u,
  },
  japanese: {
    family: 'BIZ UDPGothic',
    files: {
      regular: 'fonts/BizUdpGothic-Regular.ttf',
      semibold: 'fonts/BizUdpGothic-Bold.ttf',
    },
    letters: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u,
  },
};

/** A typeface's weight by a name of its own. */
export function faceKey(face: FaceName, weight: keyof Fonts): string {
  return `${face}-${weight}`;
}
