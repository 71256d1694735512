import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { geoEquirectangular } from 'd3';
import { geoProject } from 'd3-geo-projection';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { cityLabels, countryLabels } from './basemap-labels.ts';
import { borderLines } from './basemap-lines.ts';
import { countryShapes, readTopology, type CountryShape } from './basemap-topology.ts';

type Ring = [number, number][];

/** Degrees as plane coordinates: what it cuts and closes at the antimeridian and the poles is fit for a flat map. */
const plate = geoEquirectangular()
  .scale(180 / Math.PI)
  .translate([0, 0])
  .precision(0)
  .reflectY(true);

function rounded(ring: Ring, decimals: number): Ring {
  const factor = 10 ** decimals;
  const result: Ring = [];
  for (const [x, y] of ring) {
    const point: [number, number] = [
      Math.round(x * factor) / factor,
      Math.round(y * factor) / factor,
    ];
    const last = result.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) result.push(point);
  }
  return result;
}

/** Country areas cut at the antimeridian: `id` is ISO alpha-2. */
function areas(topology: Topology, shapes: readonly CountryShape[], decimals: number) {
  const features = shapes.flatMap(({ id, shape }) => {
    const { geometry } = feature(topology, shape);
    const cut = geoProject(geometry, plate) as unknown as GeoJSON.MultiPolygon | GeoJSON.Polygon;
    const polygons = cut.type === 'Polygon' ? [cut.coordinates] : cut.coordinates;
    const coordinates = polygons
      .map((rings) =>
        rings.map((ring) => rounded(ring as Ring, decimals)).filter((ring) => ring.length > 3),
      )
      .filter((rings) => rings.length > 0);
    if (coordinates.length === 0) return [];
    return [
      { type: 'Feature', properties: { id }, geometry: { type: 'MultiPolygon', coordinates } },
    ];
  });
  return { type: 'FeatureCollection', features };
}

/** Coasts and borders: `a` and `b` are the countries on both sides, `b` is '' along a coast. */
function lines(topology: Topology, shapes: readonly CountryShape[], decimals: number) {
  const features = borderLines(topology, shapes).flatMap(({ a, b, lines: parts }) => {
    const coordinates = parts
      .map((part) => rounded(part, decimals))
      .filter((part) => part.length > 1);
    if (coordinates.length === 0) return [];
    return [
      {
        type: 'Feature',
        properties: { a, b },
        geometry: { type: 'MultiLineString', coordinates },
      },
    ];
  });
  return { type: 'FeatureCollection', features };
}

/**
 * Writes the basemap as GeoJSON and label lists that the page fetches: `areas-110m`, `lines-110m` (the first picture),
 * `areas-50m`, `lines-50m` (what replaces it), `countries` and `cities` (labels).
 */
export async function prepareBasemap(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  const write = (name: string, value: unknown) =>
    writeFile(join(outDir, `${name}.json`), JSON.stringify(value));
  for (const [scale, decimals] of [
    ['110m', 2],
    ['50m', 3],
  ] as const) {
    const topology = readTopology(scale);
    const shapes = countryShapes(topology);
    await write(`areas-${scale}`, areas(topology, shapes, decimals));
    await write(`lines-${scale}`, lines(topology, shapes, decimals));
    if (scale === '50m') await write('countries', countryLabels(topology, shapes));
  }
  await write('cities', cityLabels());
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await prepareBasemap(resolve(import.meta.dirname, '../public/generated/basemap'));
}
