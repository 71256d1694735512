import { describe, expect, it } from 'vitest';
import { keyNumbers, rootSize, symbolWords, type SymbolPicture } from '../../src/ways/symbols.ts';

const sizes = { largest: 9, smallest: 0.8 };

describe('symbols', () => {
  it('have a size whose square is in proportion to the number, are always seen, and have an end', () => {
    expect(rootSize(100, 400, sizes) * 2).toBe(rootSize(400, 400, sizes));
    expect(rootSize(400, 400, sizes)).toBe(9);
    expect(rootSize(1, 1e6, sizes)).toBe(0.8);
    expect(rootSize(900, 400, sizes)).toBe(9);
  });

  it('have a key of round numbers', () => {
    expect(keyNumbers(1234)).toEqual([10, 100, 1000]);
    expect(keyNumbers(7)).toEqual([5]);
    expect(keyNumbers(60)).toEqual([5, 50]);
    expect(keyNumbers(0.5)).toEqual([1]);
  });

  it('are told by name, number and share', () => {
    const symbol = { kind: 'circle', id: 'TR', name: 'Türkiye', value: 60, at: [35, 39], size: 9 };
    const picture = { symbols: [symbol], total: 100 } as unknown as SymbolPicture;
    const how = { measure: 'machines', language: 'en' } as const;
    expect(symbolWords(picture.symbols[0]!, picture, how)).toBe(
      'Türkiye: 60 machines, 60\u202f% of all',
    );
  });
});
