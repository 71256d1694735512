import fc from 'fast-check';
import { geoDistance, geoInterpolate } from 'd3';
import { describe, expect, it } from 'vitest';
import type { CallAggregate } from '../../src/model/aggregate.ts';
import {
  arcsOf,
  arcTitle,
  arcWords,
  cutAtAntimeridian,
  greatCircle,
  quietServers,
} from '../../src/model/arcs.ts';
import type { C2Server, ServerStatus } from '../../src/model/telemetry.ts';

function server(address: string, status: ServerStatus, country = 'NL', at?: [number, number]) {
  return {
    ...{ address, status, country, port: null, name: '', family: 'x', city: '', source: '' },
    ...{ longitude: at?.[0] ?? null, latitude: at?.[1] ?? null, accuracyKm: 10 },
    ...{ precision: at ? 'city' : 'country', firstSeen: null, lastSeen: null, mark: '' },
  } as C2Server;
}

const points = new Map([
  ['NL', [5, 52]],
  ['US', [-98, 39]],
  ['JP', [138, 36]],
] as const) as ReadonlyMap<string, readonly [number, number]>;

const calls: CallAggregate = {
  ...{ by: 'call', measure: 'hosts', groups: 9, total: 1000 },
  country: ['US', 'NL', 'JP', 'ZZ', 'US'],
  server: ['a', 'a', 'b', 'b', 'nowhere'],
  value: Float64Array.of(400, 100, 4, 2, 1),
  servers: [
    server('a', 'active'),
    server('b', 'unknown', 'US', [-122, 47]),
    server('nowhere', 'unknown', ''),
  ],
};

const degrees = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -80, max: 80, noNaN: true }),
);

describe('arcs', () => {
  it('go to where servers stand, and account for every pair', () => {
    const listed = [server('a', 'active'), server('s', 'seized'), server('k', 'sinkholed')];
    const picture = arcsOf(calls, listed, points);
    expect(picture.arcs.map(({ country, to }) => [country, ...to])).toEqual([
      ['US', 5, 52],
      ['JP', -122, 47],
    ]);
    expect(picture).toMatchObject({ smaller: 4, unplaced: 2, within: 1, leftOut: 2, total: 1000 });
    const { arcs, smaller, unplaced, within } = picture;
    expect(arcs.length + smaller + unplaced + within).toBe(calls.groups);
    expect(arcWords(picture, 'hosts', 'en')).toEqual([
      '2 arcs, the widest is 400 addresses',
      '4 smaller pairs not drawn',
      '1 pair at one point not drawn',
      '2 pairs without a place',
      '2 servers seized or sinkholed, left out',
    ]);
    expect(arcTitle(arcs[0]!, (code) => `<${code}>`)).toBe('<US> to a (<NL>)');
    expect(quietServers(listed)).toEqual(['s', 'k']);
  });

  it('say why there are none', () => {
    const none = { ...calls, country: [], server: [], value: new Float64Array(0), groups: 0 };
    const seized = arcsOf(none, [server('s', 'seized')], points);
    expect(arcWords(seized, 'hosts', 'en')[0]).toMatch(/not seized or sinkholed/);
  });

  it('are great circles', () => {
    fc.assert(
      fc.property(degrees, degrees, (from, to) => {
        const distance = geoDistance(from, to);
        fc.pre(distance > 0.01 && distance < 3.1);
        const line = greatCircle(from, to);
        const between = geoInterpolate(from, to);
        line.forEach((position, n) => {
          expect(geoDistance(position, between(n / (line.length - 1)))).toBeLessThan(1e-6);
          if (n > 0) expect(Math.abs(position[0] - line[n - 1]![0])).toBeLessThanOrEqual(180);
        });
      }),
    );
  });

  it('are cut at the antimeridian into the same line', () => {
    fc.assert(
      fc.property(degrees, degrees, (from, to) => {
        fc.pre(geoDistance(from, to) > 0.01 && geoDistance(from, to) < 3);
        const line = greatCircle(from, to);
        const pieces = cutAtAntimeridian(line);
        const flat = pieces.flat();
        expect(flat.length).toBe(line.length + 2 * (pieces.length - 1));
        for (const [longitude] of flat) expect(Math.abs(longitude)).toBeLessThanOrEqual(180 + 1e-9);
        for (const piece of pieces) {
          for (let n = 1; n < piece.length; n++) {
            expect(Math.abs(piece[n]![0] - piece[n - 1]![0])).toBeLessThanOrEqual(180);
          }
        }
      }),
    );
  });
});
