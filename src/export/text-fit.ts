import type { Font } from './font.ts';

const ELLIPSIS = '…';
const LEAST_SHARE = 0.6;

/** A text as it fits into a width. */
export interface FittedText {
  text: string;
  size: number;
  /** True where even at 60 % of the size some of the text had to go. */
  cut: boolean;
}

/** A text at a size, smaller (to 60 %) where it would be wider than there is room, and cut where that is not enough. */
export function fitText(font: Font, text: string, size: number, room: number): FittedText {
  const width = font.measure(text, size);
  if (width <= room) return { text, size, cut: false };
  const smaller = Math.max(size * LEAST_SHARE, (size * room) / width);
  if (font.measure(text, smaller) <= room * 1.0001) return { text, size: smaller, cut: false };
  const letters = [...text];
  let [kept, most] = [0, letters.length];
  while (kept < most) {
    const middle = Math.ceil((kept + most) / 2);
    const shorter = letters.slice(0, middle).join('').trimEnd() + ELLIPSIS;
    if (font.measure(shorter, smaller) <= room) kept = middle;
    else most = middle - 1;
  }
  return { text: letters.slice(0, kept).join('').trimEnd() + ELLIPSIS, size: smaller, cut: true };
}

/** Breaks a text at blanks into lines no wider than a room; a word that is wider stands alone. */
export function wrapText(font: Font, text: string, size: number, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && font.measure(longer, size) > room) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}
