import { describe, expect, it } from 'vitest';
import { isRightToLeft, piecesOf } from '../../src/export/text-runs.ts';

const faceOf = (letter: string, before: string | null) =>
  before ?? (/[\u0600-\u06ff]/.test(letter) ? 'arabic' : 'latin');
const seen = (text: string) => piecesOf(text, faceOf).map(({ text: piece }) => piece);

describe('pieces of a text', () => {
  it('is one piece where one typeface has all of it', () => {
    expect(piecesOf('Türkiye 2026', faceOf)).toEqual([{ face: 'latin', text: 'Türkiye 2026' }]);
  });

  it('orders words as they are seen, with numbers and names the other way round', () => {
    expect(isRightToLeft('شبكة SIMDA في 190 دولة')).toBe(true);
    expect(seen('شبكة SIMDA في 190 دولة').filter((piece) => piece !== ' ')).toEqual([
      ...['دولة', '190', 'في', 'SIMDA', 'شبكة'],
    ]);
    expect(isRightToLeft('SIMDA: شبكة')).toBe(false);
    expect(seen('SIMDA: شبكة')).toEqual(['SIMDA: ', 'شبكة']);
  });

  it('turns brackets round with what is in them, and leaves digits as they are', () => {
    expect(seen('دولة (مارس)')).toEqual(['(', 'مارس', ') ', 'دولة']);
    // Persian digits are written from left to right, by a shaper that takes their script for one from right to left.
    expect(seen('دولة ۱۲')[0]).toBe('۲۱');
  });

  it('keeps marks and joiners with their letter', () => {
    expect(piecesOf('مَ\u200cن', faceOf)).toHaveLength(1);
  });
});
