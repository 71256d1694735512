import { describe, expect, it } from 'vitest';
import type { DimensionAggregate } from '../../src/model/aggregate.ts';
import { circles } from '../../src/ways/circles.ts';
import type { SymbolInput } from '../../src/ways/symbols.ts';

const countries = {
  ...{ by: 'dimension', measure: 'machines', dimension: 'country', groups: 4, total: 1000 },
  ...{ keys: ['', 'NL', 'US', 'EU'], labels: ['', '', '', ''] },
  ...{ value: Float64Array.of(500, 25, 400, 3), countryOnly: new Float64Array(4) },
} as DimensionAggregate;

const input: SymbolInput = {
  ...{ measure: 'machines', language: 'en', countries, calls: null, servers: [], most: 400 },
  points: new Map([
    ['NL', [5, 52]],
    ['US', [-98, 39]],
  ] as const),
  ...{ namesServers: false, nameOf: (code: string) => `<${code}>` },
};

describe('circles', () => {
  it('have areas in proportion to the number, the largest below, and account for every country', () => {
    const { symbols, total, method } = circles.symbols.draw(input)!;
    expect(symbols.map(({ name, value }) => [name, value])).toEqual([
      ['<US>', 400],
      ['<NL>', 25],
    ]);
    const [us, nl] = symbols;
    expect((us!.size / nl!.size) ** 2).toBeCloseTo(400 / 25, 6);
    expect(total).toBe(1000);
    expect(method).toMatch(/; 1 country without a place not drawn$/);
  });

  it('mean the same number whatever is shown', () => {
    const window = { ...countries, value: Float64Array.of(0, 5, 0, 0) };
    const [whole, part] = [countries, window].map((each) =>
      circles.symbols.draw({ ...input, countries: each })!,
    );
    expect(part!.key).toEqual(whole!.key);
    expect(part!.symbols.map(({ id }) => id)).toEqual(['NL']);
    const nl = whole!.symbols.find(({ id }) => id === 'NL')!;
    expect((nl.size / part!.symbols[0]!.size) ** 2).toBeCloseTo(5, 6);
  });

  it('say what is above a locked number, and is no larger', () => {
    const { symbols, method } = circles.symbols.draw({ ...input, most: 100 })!;
    expect(symbols[0]!.size).toBe(circles.symbols.draw(input)!.symbols[0]!.size);
    expect(method).toMatch(/; 1 country above 100, no larger than that; 1 country without/);
  });

  it('wait for the number that the largest stands for', () => {
    expect(circles.symbols.draw({ ...input, most: null })).toBeNull();
  });
});
