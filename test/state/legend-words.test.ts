import { describe, expect, it } from 'vitest';
import {
  legendMethod,
  legendTitle,
  ratingMethod,
  withoutWords,
} from '../../src/state/legend-words.ts';
import { densityWords, shareWords, tickWords } from '../../src/model/number-words.ts';

describe('legend', () => {
  it('names the unit that the colours count', () => {
    expect(legendTitle('machines', 'density', 'en')).toBe('Machines per 1,000 km²');
    expect(legendTitle('hosts', 'countries', 'en')).toBe('Addresses by country');
    expect(legendTitle('hosts', 'hexagons', 'en')).toBe('Addresses per 1,000 km²');
    expect(legendTitle('hosts', 'hexagons', 'en', 'count')).toBe('Addresses per hexagon');
  });

  it('says what hexagons and places show, and when places are not there yet', () => {
    expect(legendMethod('hexagons', { hexagonKm2: 12_393.4 }, 'en')).toBe(
      'counted where the database puts them, in H3 hexagons of about 12,400\u202fkm²',
    );
    expect(legendMethod('places', { smoothingKm: 40 }, 'en')).toMatch(/zoom in to see/);
    expect(legendMethod('places', { showsPlaces: true }, 'en')).toMatch(/accuracy radius/);
  });

  it('names shares and rates, their base, and what becomes of few', () => {
    expect(legendTitle('machines', 'countries', 'en', 'area', 'million')).toBe(
      'Machines per million IPv4 addresses',
    );
    expect(legendTitle('hosts', 'countries', 'en', 'area', 'share')).toBe('Share of addresses, %');
    expect(legendTitle('hosts', 'density', 'en', 'area', 'million')).toBe(
      'Addresses per 1,000 km²',
    );
    const rating = { quantity: 'million', fewBelow: 10, hidesFew: true } as const;
    expect(ratingMethod(rating, 'en')).toBe(
      'IPv4 alone, by the addresses that the databases place there; fewer than 10 not shown',
    );
    expect(legendTitle('machines', 'countries', 'en', 'area', 'inhabitants')).toBe(
      'Machines per 100,000 inhabitants',
    );
    expect(ratingMethod({ ...rating, quantity: 'inhabitants' }, 'en')).toBe(
      'by inhabitants of 2020 (World Bank; where it has none, World Factbook 2013 to 2015); fewer than 10 not shown',
    );
    expect(ratingMethod({ ...rating, quantity: 'count' }, 'en')).toBe('');
  });

  it('says what is left out', () => {
    expect(withoutWords([], 'en')).toBe('');
    expect(withoutWords(['a'], 'en')).toBe('Without 1 likely default coordinate');
    expect(withoutWords(['a', 'b'], 'en')).toBe('Without 2 likely default coordinates');
  });

  it('tells the smoothing that the picture has', () => {
    expect(legendMethod('density', { smoothingKm: 62.6 }, 'en')).toBe(
      'spread over their accuracy radius; smoothing 63\u202fkm',
    );
    expect(legendMethod('density', { smoothingKm: 40, placing: 'pins' }, 'en')).toBe(
      'as pins: each on its coordinate, as if it were exact; smoothing 40\u202fkm',
    );
    expect(legendMethod('density', {}, 'en')).toBe('spread over their accuracy radius');
  });
});

describe('numbers', () => {
  it('keeps two digits of a small density and whole numbers of a large one', () => {
    expect(densityWords(0.004, 'en')).toBe('less than 0.01');
    expect(densityWords(0.864, 'en')).toBe('0.86');
    expect(densityWords(1_234.5, 'en')).toBe('1,235');
  });

  it('writes shares with a thin space and a digit below ten', () => {
    expect(shareWords(46, 100, 'en')).toBe('46\u202f%');
    expect(shareWords(1, 64, 'de')).toBe('1,6\u202f%');
    expect(shareWords(1, 0, 'en')).toBe('');
  });

  it('shortens ticks of long scales only', () => {
    expect(tickWords(1000, 1000, 'en')).toBe('1,000');
    expect(tickWords(1000, 1e6, 'en')).toBe('1K');
  });
});
