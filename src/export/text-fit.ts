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

/** About so many letters of a line are tried first. */
const FIRST_GUESS = 32;

/**
 * The largest number from 0 to `most` that fits, where every smaller one fits too. It is searched from a guess outwards,
 * so that a text is never measured much beyond what fits: long ones would take their time.
 */
function largestThatFits(most: number, guess: number, fits: (count: number) => boolean): number {
  let [kept, beyond] = [0, most + 1];
  for (let next = Math.min(guess, most); kept < beyond - 1;) {
    if (fits(next)) kept = next;
    else beyond = next;
    const isOpen = beyond > most && kept < most;
    next = isOpen ? Math.min(most, 2 * Math.max(1, kept)) : Math.floor((kept + beyond) / 2);
  }
  return kept;
}

/** As many letters of a line, and an ellipsis, as a width has room for. */
function cutLine(font: Font, text: string, size: number, room: number): string {
  const letters = [...text];
  const cut = (count: number) => letters.slice(0, count).join('').trimEnd() + ELLIPSIS;
  const fits = (count: number) => font.measure(cut(count), size) <= room;
  return cut(largestThatFits(letters.length, FIRST_GUESS, fits));
}

/** A line as it fits into a width: cut, with an ellipsis, where it is too long. */
export function fitLine(font: Font, text: string, size: number, room: number): string {
  return font.measure(text, size) <= room ? text : cutLine(font, text, size, room);
}

/** A text in as few and large lines as its room has, smaller and in more lines where it is long, and cut at the last. */
export function fitLines(font: Font, text: string, { width, steps }: TextRoom): FittedLines {
  for (const { size, lines: most } of steps) {
    const lines = wrapText(font, text, size, width, most + 1);
    if (lines.length <= most) return { lines, size, cut: false };
  }
  const { size, lines: most } = steps.at(-1)!;
  // What is cut lies in the line after the last.
  const lines = wrapText(font, text, size, width, most + 1);
  const rest = lines.slice(most - 1).join(' ');
  return {
    lines: [...lines.slice(0, most - 1), cutLine(font, rest, size, width)],
    size,
    cut: true,
  };
}

/** Breaks a word that is wider than a room wherever it must. */
function* breakWord(font: Font, word: string, size: number, room: number): Generator<string> {
  const letters = [...word];
  let guess = FIRST_GUESS;
  for (let start = 0; start < letters.length;) {
    const piece = (count: number) => letters.slice(start, start + count).join('');
    const fits = (count: number) => font.measure(piece(count), size) <= room;
    // A letter that is wider than the room stands alone.
    guess = Math.max(1, largestThatFits(letters.length - start, guess, fits));
    yield piece(guess);
    start += guess;
  }
}

/**
 * Breaks a text into lines no wider than a room: at blanks, and inside a word only where it is wider than that.
 * @param most lines that are asked for: the text may go on
 */
export function wrapText(
  font: Font,
  text: string,
  size: number,
  room: number,
  most = Infinity,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n\t]+/).filter((part) => part !== '')) {
    for (const piece of breakWord(font, word, size, room)) {
      const longer = line === '' ? piece : `${line} ${piece}`;
      if (line !== '' && font.measure(longer, size) > room) {
        lines.push(line);
        if (lines.length === most) return lines;
        line = piece;
      } else {
        line = longer;
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}
