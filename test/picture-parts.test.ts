import { describe, expect, it } from 'vitest';
import type { Summary } from '../src/model/source.ts';
import { usualSubtitle } from '../src/picture-parts.ts';
import { initialChoices } from '../src/state/choices.ts';

const start = Date.UTC(2026, 0, 1);
const end = Date.UTC(2026, 1, 1);
const summary = { time: { first: start, last: end - 1000 } } as Summary;
const choices = { ...initialChoices, measure: 'hosts' as const };

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
