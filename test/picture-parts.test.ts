import { describe, expect, it } from 'vitest';
import type { DimensionAggregate } from '../src/model/aggregate.ts';
import type { Summary } from '../src/model/source.ts';
import { rankingTable, usualSubtitle } from '../src/picture-parts.ts';
import { initialChoices, type Choices } from '../src/state/choices.ts';

const start = Date.UTC(2026, 0, 1);
const end = Date.UTC(2026, 1, 1);
const summary = { time: { first: start, last: end - 1000 } } as Summary;
const choices = { ...initialChoices, measure: 'hosts' as const };

describe('rankingTable', () => {
  it('tells what the filter names from the rest of its dimension', () => {
    const ranking = {
      ...{ by: 'dimension', measure: 'hosts', dimension: 'country', total: 9, groups: 2 },
      ...{ keys: ['BR', 'NL'], labels: ['', ''], value: Float64Array.of(5, 4) },
      countryOnly: Float64Array.of(0, 0),
    } as DimensionAggregate;
    const kept = (where: Choices['where']) =>
      rankingTable(ranking, { where }, 'en').rows.map(({ name, isKept }) => [name, isKept]);
    expect(kept({ country: ['NL'] })).toEqual([
      ['Brazil', undefined],
      ['Netherlands', true],
    ]);
    expect(kept({ family: ['NL'] }).some(([, isKept]) => isKept)).toBe(false);
  });
});

describe('usualSubtitle', () => {
  it('says unit and window, and whatever else is kept', () => {
    expect(usualSubtitle(summary, choices, 'en')).toMatch(/^Addresses, Jan 1\s?–\s?31, 2026 UTC$/);
    const where = { country: ['BR'], family: ['Mirai'] };
    const kept = usualSubtitle(summary, { ...choices, where, time: { start, end } }, 'en');
    expect(kept).toMatch(/^Addresses, Jan 1\s?–\s?31, 2026 UTC · country Brazil · family Mirai$/);
  });

  it('only counts what would not fit', () => {
    const where = { country: ['BR', 'NL', 'DE'], family: ['Mirai'] };
    expect(usualSubtitle(summary, { ...choices, where }, 'en')).toMatch(/UTC · 4 filters$/);
  });
});
