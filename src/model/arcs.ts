import { RADIANS } from './earth.ts';
import type { CallAggregate } from './aggregate.ts';
import { countWords } from './number-words.ts';
import { unitFor } from './measure.ts';
import type { LabelPoints } from './server-marks.ts';
import type { C2Server } from './telemetry.ts';

/** Most arcs that are drawn: more cover each other. */
export const MOST_ARCS = 60;
/** Points along an arc: no bend is seen. */
const STEPS = 64;
/** Ends that are nearer than this are one point on a map of the world, radians. */
const SAME_POINT = 0.002;

type Position = readonly [longitude: number, latitude: number];

/** Hosts of a country and a server that they called. */
export interface Arc {
  country: string;
  server: C2Server;
  value: number;
  from: Position;
  to: Position;
}

/** What is drawn of calls, and what is not. */
export interface ArcPicture {
  /** The largest first. */
  arcs: Arc[];
  /** Pairs that are smaller than those that were asked for. */
  smaller: number;
  /** Pairs of a server or country that nobody knows the place of. */
  unplaced: number;
  /** Pairs whose two ends are one point of the map. */
  within: number;
  /** Servers that are seized or sinkholed. */
  leftOut: number;
  /** The base of a share. */
  total: number;
}

/** Servers that nobody controls hosts from any more: what calls them is no sign of command. */
export function quietServers(servers: readonly C2Server[]): string[] {
  return servers
    .filter(({ status }) => status === 'seized' || status === 'sinkholed')
    .map(({ address }) => address);
}

function placeOf(server: C2Server, points: LabelPoints): Position | null {
  const { longitude, latitude, precision, country } = server;
  const isPlaced = precision === 'city' || precision === 'region';
  if (isPlaced && longitude !== null && latitude !== null) return [longitude, latitude];
  return points.get(country) ?? null;
}

function unitVector([longitude, latitude]: Position): [number, number, number] {
  const ring = Math.cos(latitude * RADIANS);
  return [
    ring * Math.cos(longitude * RADIANS),
    ring * Math.sin(longitude * RADIANS),
    Math.sin(latitude * RADIANS),
  ];
}

/** Angle between two positions, radians. */
function angleBetween(a: Position, b: Position): number {
  const [u, v] = [unitVector(a), unitVector(b)];
  return 2 * Math.asin(Math.min(1, Math.hypot(...u.map((part, n) => part - v[n]!)) / 2));
}

/** Arcs from the label points of countries to servers, by what is asked for and known. */
export function arcsOf(
  calls: CallAggregate,
  servers: readonly C2Server[],
  points: LabelPoints,
): ArcPicture {
  const known = new Map(calls.servers.map((server) => [server.address, server]));
  const arcs: Arc[] = [];
  let [unplaced, within] = [0, 0];
  calls.server.forEach((address, n) => {
    const country = calls.country[n]!;
    const server = known.get(address);
    const [from, to] = [points.get(country), server && placeOf(server, points)];
    if (!server || !from || !to) unplaced++;
    else if (angleBetween(from, to) < SAME_POINT) within++;
    else arcs.push({ country, server, value: calls.value[n]!, from, to });
  });
  const smaller = calls.groups - calls.server.length;
  const leftOut = quietServers(servers).length;
  return { arcs, smaller, unplaced, within, leftOut, total: calls.total };
}

/** Points of the great circle between two positions, degrees; longitudes run on without a jump and may pass 180. */
export function greatCircle(from: Position, to: Position): [number, number][] {
  const [u, v] = [unitVector(from), unitVector(to)];
  const angle = angleBetween(from, to);
  const sine = Math.sin(angle);
  let last = from[0];
  return Array.from({ length: STEPS + 1 }, (_, n) => {
    const part = n / STEPS;
    const [a, b] =
      sine < 1e-9
        ? [1 - part, part]
        : [Math.sin((1 - part) * angle) / sine, Math.sin(part * angle) / sine];
    const [x, y, z] = u.map((value, axis) => a * value + b * v[axis]!) as [number, number, number];
    const longitude = Math.atan2(y, x) / RADIANS;
    last = longitude - 360 * Math.round((longitude - last) / 360);
    return [last, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
  });
}

/** Both ends and the number of an arc. */
export function arcTitle({ country, server }: Arc, nameOf: (code: string) => string): string {
  const where = server.city || (server.country ? nameOf(server.country) : '');
  return `${nameOf(country)} to ${server.address}${where ? ` (${where})` : ''}`;
}

/** What is drawn of calls and what is not, in sentences. */
export function arcWords(
  picture: ArcPicture,
  measure: CallAggregate['measure'],
  language: string,
): string[] {
  const { arcs, smaller, unplaced, within, leftOut } = picture;
  const count = (value: number, single: string, several: string) =>
    `${countWords(value, language)} ${value === 1 ? single : several}`;
  const words: string[] = [];
  const largest = arcs[0]?.value ?? 0;
  if (arcs.length > 0) {
    const widest = `the widest is ${countWords(largest, language)} ${unitFor(measure, largest)}`;
    words.push(`${count(arcs.length, 'arc', 'arcs')}, ${widest}`);
  } else if (leftOut > 0 && unplaced + within === 0) {
    words.push('no calls to servers that are not seized or sinkholed');
  } else words.push('no calls between two places');
  if (smaller > 0) words.push(`${count(smaller, 'smaller pair', 'smaller pairs')} not drawn`);
  if (within > 0) words.push(`${count(within, 'pair', 'pairs')} at one point not drawn`);
  if (unplaced > 0) words.push(`${count(unplaced, 'pair', 'pairs')} without a place`);
  if (leftOut > 0) {
    words.push(`${count(leftOut, 'server', 'servers')} seized or sinkholed, left out`);
  }
  return words;
}

/** What is said where the telemetry names no servers. */
export const NO_SERVERS_NAMED = 'The telemetry names no servers that its hosts called';

/** Cuts a line of degrees whose longitudes run on, so that every piece lies between -180 and 180. */
export function cutAtAntimeridian(line: readonly Position[]): Position[][] {
  const turnOf = (longitude: number) => Math.floor((longitude + 180) / 360);
  const pieces: Position[][] = [];
  let last: Position | null = null;
  for (const position of line) {
    const turn = turnOf(position[0]);
    const before = last && turnOf(last[0]);
    if (last && before !== null && before !== turn) {
      const edge = 360 * Math.max(turn, before) - 180;
      const share = (edge - last[0]) / (position[0] - last[0]);
      const latitude = last[1] + (position[1] - last[1]) * share;
      pieces.at(-1)!.push([edge - 360 * before, latitude]);
      pieces.push([[edge - 360 * turn, latitude]]);
    } else if (!last) pieces.push([]);
    pieces.at(-1)!.push([position[0] - 360 * turn, position[1]]);
    last = position;
  }
  return pieces;
}
