import { measureWords } from '../model/measure.ts';
import { countWords } from '../model/number-words.ts';
import { keyNumbers, rootSize, type MapSymbol, type SymbolWay } from './symbols.ts';
import type { WaySpec } from './way-spec.ts';

/** Radii, CSS pixels. */
const sizes = { largest: 36, smallest: 1.5 };
const HOW = 'all that is located in the country; areas are in proportion to the number';

const draw: SymbolWay['draw'] = ({ countries, points, most, language, nameOf }) => {
  if (!countries || most === null) return null;
  const sizeOf = (value: number) => rootSize(value, most, sizes);
  let unplaced = 0;
  const symbols = countries.keys.flatMap((id, n): MapSymbol[] => {
    const value = countries.value[n]!;
    if (id === '' || !(value > 0)) return [];
    const at = points.get(id);
    if (at) return [{ kind: 'circle', id, name: nameOf(id), value, at, size: sizeOf(value) }];
    unplaced++;
    return [];
  });
  symbols.sort((a, b) => b.value - a.value);
  const above = symbols.filter(({ value }) => value > most).length;
  const words = (count: number) =>
    `${countWords(count, language)} ${count === 1 ? 'country' : 'countries'}`;
  const method = [
    HOW,
    ...(above > 0
      ? [`${words(above)} above ${countWords(most, language)}, no larger than that`]
      : []),
    ...(unplaced > 0 ? [`${words(unplaced)} without a place not drawn`] : []),
  ].join('; ');
  return {
    ...{ kind: 'circle', symbols, total: countries.total },
    words: { single: 'circle', several: 'circles' },
    keyWords: 'Size of circles by number',
    // The largest circle of a key would take more room than the others together.
    key: keyNumbers(most / 2).map((value) => ({ value, size: sizeOf(value) })),
    method,
  };
};

/** A circle in each country, which a small country has as large as a large one. */
export const circles = {
  name: 'Circles',
  explanation: 'Number in each country as the area of a circle',
  cells: () => 'field',
  colours: 'sizes',
  drawn: 'areas',
  hatched: false,
  unit: (measure) => `${measureWords[measure].unit} by country`,
  method: ({ symbols }) => symbols?.method ?? HOW,
  symbols: { asks: null, draw },
} as const satisfies WaySpec;
