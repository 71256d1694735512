import { arcs } from './arcs.ts';
import { circles } from './circles.ts';
import { contours } from './contours.ts';
import { countries } from './countries.ts';
import { density } from './density.ts';
import { hexagons } from './hexagons.ts';
import { places } from './places.ts';
import type { WaySpec } from './way-spec.ts';

/** Ways of drawing the spread, in the order of the switch: a file and a line each. */
const specs = {
  density,
  countries,
  circles,
  hexagons,
  contours,
  places,
  arcs,
};

export type Way = keyof typeof specs;

/** Ways that need drawing of their own, on the map and in pictures; all others are made of symbols. */
export type DrawnWay = {
  [W in Way]: (typeof specs)[W] extends { symbols: object } ? never : W;
}[Way];

/** What everybody knows of each way. */
export const waySpecs: Readonly<Record<Way, WaySpec>> = specs;

/** All ways, in the order of the switch. */
export const ways = Object.keys(specs) as readonly Way[];

/** Whether a way needs to know who called whom. */
export function asksForCalls(way: Way): boolean {
  return waySpecs[way].symbols?.asks === 'calls';
}
