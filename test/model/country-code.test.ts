import { describe, expect, it } from 'vitest';
import { COUNTRY_CODES, countryCodeOf, countryOfCode } from '../../src/model/country-code.ts';
import { countryIn } from '../../src/telemetry/number-cell.ts';

const inCell = (text: string) => {
  const bytes = new TextEncoder().encode(`,${text},`);
  return countryOfCode(countryIn(bytes, 1, bytes.length - 1));
};

describe('country codes', () => {
  it('name each pair of letters but those that stand for no country', () => {
    const named = Array.from({ length: COUNTRY_CODES }, (_, code) => countryOfCode(code));
    expect(new Set(named).size).toBe(COUNTRY_CODES);
    const lost = named.filter((text, code) => countryCodeOf(text) !== code);
    expect(lost.sort()).toEqual(['AP', 'EU', 'XX', 'ZZ']);
  });

  it.each([
    ['de', 'DE'],
    ['Tr', 'TR'],
    ['--', ''],
    ['ZZ', ''],
    ['eu', ''],
    ['AP', ''],
    ['', ''],
    ['D', ''],
    ['DEU', ''],
    ['D1', ''],
    ['[A', ''],
    ['Ü', ''],
  ])('of a cell %j are %j', (cell, code) => {
    expect(inCell(cell)).toBe(code);
    expect(countryOfCode(countryCodeOf(cell))).toBe(code);
  });
});
