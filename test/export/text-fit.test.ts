import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../scripts/telemetry-text.ts';
import type { Font } from '../../src/export/font.ts';
import { fitLines, wrapText } from '../../src/export/text-fit.ts';

/** Letters of unequal width, and how many of them were measured. */
function countingFont() {
  const counted = { letters: 0 };
  const wide = (letter: string) => (/[il.… ]/.test(letter) ? 0.3 : 0.6);
  const font: Font = {
    measure(text, size) {
      counted.letters += text.length;
      return [...text].reduce((sum, letter) => sum + wide(letter), 0) * size;
    },
    outline: () => undefined,
    runs: () => [],
    missing: () => [],
  };
  return { font, counted };
}

const steps = [
  { size: 36, lines: 1 },
  { size: 28, lines: 2 },
  { size: 20, lines: 6 },
];

/** Lines as they come where every letter is tried by itself. */
function wrapPlainly(font: Font, text: string, size: number, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  const put = (piece: string) => {
    const longer = line === '' ? piece : `${line} ${piece}`;
    if (line !== '' && font.measure(longer, size) > room) lines.push(line);
    line = line !== '' && font.measure(longer, size) > room ? piece : longer;
  };
  for (const word of text.split(' ').filter(Boolean)) {
    let piece = '';
    for (const letter of word) {
      if (piece !== '' && font.measure(piece + letter, size) > room) {
        put(piece);
        piece = '';
      }
      piece += letter;
    }
    put(piece);
  }
  return line === '' ? lines : [...lines, line];
}

describe('lines of a text', () => {
  it('are those of a plain search, whatever the words', () => {
    const { font } = countingFont();
    const random = makeRandom(7);
    for (let turn = 0; turn < 300; turn++) {
      const letters = Array.from({ length: random() % 160 }, () => 'aiml W…'[random() % 7]);
      const [text, room] = [letters.join(''), 5 + (random() % 400)];
      expect(wrapText(font, text, 14, room)).toEqual(wrapPlainly(font, text, 14, room));
      const [most, all] = [1 + (random() % 4), wrapText(font, text, 14, room)];
      expect(wrapText(font, text, 14, room, most)).toEqual(all.slice(0, most));
    }
  });

  it.each([
    ['words', 'bots in Türkiye '],
    ['one word', 'infected'],
  ])('take no longer for a long title than it has letters: %s', (_, part) => {
    const needed = [1600, 2400, 48_000].map((length) => {
      const { font, counted } = countingFont();
      const text = part.repeat(length / part.length);
      const { lines, cut, size } = fitLines(font, text, { width: 900, steps });
      expect([lines.length, size, cut]).toEqual([6, 20, true]);
      expect(lines.at(-1)).toMatch(/…$/);
      for (const line of lines) expect(font.measure(line, 20)).toBeLessThanOrEqual(900);
      return counted.letters;
    });
    expect(Math.max(...needed)).toBeLessThan(20_000);
  });
});
