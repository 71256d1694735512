import type { Font } from './font.ts';

const ELLIPSIS = '…';

/** A text as it fits into a room. */
export interface FittedLines {
  lines: string[];
  size: number;
  /** True where even at the least size some of the text had to go. */
  cut: boolean;
}

/** Sizes that a text may have, and how many lines at each. */
export interface TextRoom {
  width: number;
  /** Largest first. The last is the least: there a text is cut where it is still too long. */
  steps: readonly { size: number; lines: number }[];
}

/** As many letters of a line, and an ellipsis, as a width has room for. */
function cutLine(font: Font, text: string, size: number, room: number): string {
  const letters = [...text];
  let [kept, most] = [0, letters.length];
  while (kept < most) {
    const middle = Math.ceil((kept + most) / 2);
    const shorter = letters.slice(0, middle).join('').trimEnd() + ELLIPSIS;
    if (font.measure(shorter, size) <= room) kept = middle;
    else most = middle - 1;
  }
  return letters.slice(0, kept).join('').trimEnd() + ELLIPSIS;
}

/** A line as it fits into a width: cut, with an ellipsis, where it is too long. */
export function fitLine(font: Font, text: string, size: number, room: number): string {
  return font.measure(text, size) <= room ? text : cutLine(font, text, size, room);
}

/** A text in as few and large lines as its room has, smaller and in more lines where it is long, and cut at the last. */
export function fitLines(font: Font, text: string, { width, steps }: TextRoom): FittedLines {
  for (const { size, lines: most } of steps) {
    const lines = wrapText(font, text, size, width);
    if (lines.length <= most) return { lines, size, cut: false };
  }
  const { size, lines: most } = steps.at(-1)!;
  const lines = wrapText(font, text, size, width);
  const rest = lines.slice(most - 1).join(' ');
  return {
    lines: [...lines.slice(0, most - 1), cutLine(font, rest, size, width)],
    size,
    cut: true,
  };
}

/** Breaks a word that is wider than a room wherever it must. */
function breakWord(font: Font, word: string, size: number, room: number): string[] {
  if (font.measure(word, size) <= room) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && font.measure(piece + letter, size) > room) {
      pieces.push(piece);
      piece = letter;
    } else {
      piece += letter;
    }
  }
  return [...pieces, piece];
}

/** Breaks a text into lines no wider than a room: at blanks, and inside a word only where it is wider than that. */
export function wrapText(font: Font, text: string, size: number, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n\t]+/).filter((part) => part !== '')) {
    for (const piece of breakWord(font, word, size, room)) {
      const longer = line === '' ? piece : `${line} ${piece}`;
      if (line !== '' && font.measure(longer, size) > room) {
        lines.push(line);
        line = piece;
      } else {
        line = longer;
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}
