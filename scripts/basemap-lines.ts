import { mesh } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import type { CountryShape } from './basemap-topology.ts';

type Point = [number, number];

/** Lines that one country, or two, share: `b` is '' along a coast. */
export interface BorderLine {
  a: string;
  b: string;
  lines: Point[][];
}

/** Arc numbers by the pair of countries that own them. */
function arcsByOwners(shapes: readonly CountryShape[]): Map<string, number[]> {
  const owners = new Map<number, string[]>();
  for (const { id, shape } of shapes) {
    for (const arc of new Set(shape.arcs.flat(2).map((index) => (index < 0 ? ~index : index)))) {
      owners.set(arc, [...(owners.get(arc) ?? []), id]);
    }
  }
  const pairs = new Map<string, number[]>();
  for (const [arc, ids] of owners) {
    const key = ids.sort().join(' ');
    pairs.set(key, [...(pairs.get(key) ?? []), arc]);
  }
  return pairs;
}

const onSeam = ([longitude, latitude]: Point) => Math.abs(longitude) > 179.99 || latitude < -85.06;

/** Cuts a line where it jumps over the antimeridian, and drops what runs along it or along the pole. */
export function withoutSeam(line: readonly Point[]): Point[][] {
  const parts: Point[][] = [];
  let part: Point[] = [];
  const close = () => {
    if (part.length > 1) parts.push(part);
    part = [];
  };
  const add = (point: Point) => {
    const last = part.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) part.push(point);
  };
  line.forEach((point, index) => {
    const last = line[index - 1];
    if (last && onSeam(last) && onSeam(point)) close();
    else if (last && Math.abs(point[0] - last[0]) > 180) {
      const side = last[0] < 0 ? -180 : 180;
      const share = (side - last[0]) / (point[0] + 2 * side - last[0]);
      const latitude = last[1] + (point[1] - last[1]) * share;
      add([side, latitude]);
      close();
      add([-side, latitude]);
    }
    add(point);
  });
  close();
  return parts;
}

/** Coasts and borders of a topology, each stretch once, by the countries on its sides. */
export function borderLines(topology: Topology, shapes: readonly CountryShape[]): BorderLine[] {
  return [...arcsByOwners(shapes)].map(([key, arcs]) => {
    const [a = '', b = ''] = key.split(' ');
    const joined = mesh(topology, { type: 'MultiLineString', arcs: arcs.map((arc) => [arc]) });
    return { a, b, lines: (joined.coordinates as Point[][]).flatMap(withoutSeam) };
  });
}
