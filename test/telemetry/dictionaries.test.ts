import { describe, expect, it } from 'vitest';
import { ByteDictionary } from '../../src/telemetry/dictionaries.ts';

const encoder = new TextEncoder();

function codeOf(dictionary: ByteDictionary, text: string): number {
  const bytes = encoder.encode(text);
  return dictionary.code(bytes, 0, bytes.length);
}

describe('ByteDictionary', () => {
  it('numbers distinct texts of every length in the order of their first sight', () => {
    const dictionary = new ByteDictionary();
    const texts = Array.from({ length: 5000 }, (_, i) => `${i}`.padEnd(i % 40, 'x'));
    const distinct = [...new Set(texts)];
    expect(texts.map((text) => codeOf(dictionary, text))).toEqual(
      texts.map((text) => distinct.indexOf(text) + 1),
    );
    expect(dictionary.size).toBe(distinct.length + 1);
    expect(distinct.map((_, i) => dictionary.text(i + 1))).toEqual(distinct);
  });

  it('holds many ids of 16 hexadecimal digits', () => {
    const dictionary = new ByteDictionary();
    const id = (i: number) => Math.imul(i, 0x9e3779b1).toString(16).padStart(16, '0');
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < 100_000; i++) expect(codeOf(dictionary, id(i))).toBe(i + 1);
    }
    expect(dictionary.text(100_000)).toBe(id(99_999));
  });

  it('gives code 0 to the empty text and to spellings of nothing', () => {
    const dictionary = new ByteDictionary();
    expect(['', '-', 'null', 'None', 'n/a'].map((text) => codeOf(dictionary, text))).toEqual([
      0, 0, 0, 0, 0,
    ]);
    expect([dictionary.size, dictionary.text(0)]).toEqual([1, '']);
  });

  it('tells texts apart by their last byte, and prefixes from the whole', () => {
    const dictionary = new ByteDictionary();
    const texts = [
      'a',
      'ab',
      'abc',
      'abcd',
      'abcde',
      'x'.repeat(16),
      'x'.repeat(17),
      `${'x'.repeat(16)}y`,
    ];
    expect(texts.map((text) => codeOf(dictionary, text))).toEqual(texts.map((_, i) => i + 1));
  });

  it('lets texts beyond its limit share the last code, and counts them', () => {
    const dictionary = new ByteDictionary(4);
    const codes = ['a', 'b', 'c', 'd', 'a text of more than 16 bytes', 'd', 'a'];
    expect(codes.map((text) => codeOf(dictionary, text))).toEqual([1, 2, 3, 3, 3, 3, 1]);
    expect([dictionary.folded, dictionary.text(3)]).toEqual([3, '(others)']);
  });

  it('decodes UTF-8, and Windows-1252 where the bytes are not UTF-8', () => {
    const dictionary = new ByteDictionary();
    codeOf(dictionary, 'Żółć');
    dictionary.code(Uint8Array.of(0x63, 0x61, 0x66, 0xe9), 0, 4);
    expect([dictionary.text(1), dictionary.text(2)]).toEqual(['Żółć', 'café']);
  });
});
