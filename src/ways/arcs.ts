import { measureWords } from '../model/measure.ts';
import { arcsOf, arcTitle, arcWords, greatCircle, NO_SERVERS_NAMED } from '../model/arcs.ts';
import {
  keyNumbers,
  rootSize,
  type MapSymbol,
  type SymbolPicture,
  type SymbolWay,
} from './symbols.ts';
import type { WaySpec } from './way-spec.ts';

/** Widths, CSS pixels. */
const sizes = { largest: 9, smallest: 0.8 };
const HOW = 'great circles; the square of a width is in proportion to the number';

const draw: SymbolWay['draw'] = (input): SymbolPicture | null => {
  const { calls, servers, points, measure, language, nameOf } = input;
  if (!calls) return null;
  const picture = arcsOf(calls, servers, points);
  const widest = picture.arcs[0]?.value ?? 0;
  const sizeOf = (value: number) => rootSize(value, widest, sizes);
  const symbols = picture.arcs.map((arc): MapSymbol => {
    const { country, server, value, from, to } = arc;
    const name = arcTitle(arc, nameOf);
    const line = greatCircle(from, to);
    return {
      kind: 'line',
      id: `${country} ${server.address}`,
      name,
      value,
      line,
      size: sizeOf(value),
    };
  });
  const told = [HOW, ...arcWords(picture, measure, language)].join('; ');
  return {
    ...{ kind: 'line', symbols, total: picture.total },
    words: { single: 'arc', several: 'arcs' },
    keyWords: 'Width of arcs by number',
    key: widest > 0 ? keyNumbers(widest).map((value) => ({ value, size: sizeOf(value) })) : [],
    method: told,
  };
};

/** Great circles from the countries of hosts to the servers that they called, unless those are seized or sinkholed. */
export const arcs = {
  name: 'Arcs',
  explanation: 'From the countries of hosts to the servers that they called',
  cells: () => 'field',
  colours: 'none',
  drawn: 'lines',
  hatched: false,
  unit: (measure) => `${measureWords[measure].unit} by country and server`,
  method: ({ symbols, namesServers }) =>
    namesServers ? (symbols?.method ?? HOW) : NO_SERVERS_NAMED,
  symbols: { asks: 'calls', draw },
} as const satisfies WaySpec;
