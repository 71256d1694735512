import { describe, expect, it } from 'vitest';
import type { C2Server } from '../../src/model/telemetry.ts';
import {
  declutter,
  markOf,
  ringOffsets,
  ringRadius,
  serverMarks,
  sharedStatus,
} from '../../src/model/server-marks.ts';

const points = new Map<string, readonly [number, number]>([
  ['NL', [5.3, 52.2]],
  ['LU', [6.1, 49.8]],
]);

function server(address: string, country: string, more: Partial<C2Server> = {}): C2Server {
  return {
    address,
    port: null,
    name: '',
    family: '',
    status: 'seized',
    country,
    city: '',
    latitude: null,
    longitude: null,
    accuracyKm: null,
    precision: 'country',
    firstSeen: null,
    lastSeen: null,
    source: '',
    mark: '',
    ...more,
  };
}

const simda = [
  ...Array.from({ length: 10 }, (_, index) => server(`nl${index}`, 'NL')),
  server('lu', 'LU'),
];

describe('serverMarks', () => {
  it('groups country-only servers at the label point of the country', () => {
    const [dutch, lux] = serverMarks(simda, points, 1);
    expect(dutch).toMatchObject({ key: 'country:NL', longitude: 5.3, countryOnly: true });
    expect(dutch?.servers).toHaveLength(10);
    expect(lux).toMatchObject({ key: 'lu', countryOnly: true });
  });

  it('never takes a country default coordinate for a place', () => {
    const [mark] = serverMarks([server('a', 'NL', { latitude: 0, longitude: 0 })], points, 1);
    expect(mark).toMatchObject({ longitude: 5.3, latitude: 52.2 });
  });

  it('groups placed servers that are within a few pixels, and parts them when nearer', () => {
    const city = { latitude: 52.37, longitude: 4.9, precision: 'city' as const };
    const near = [server('a', 'NL', city), server('b', 'NL', { ...city, longitude: 5.9 })];
    expect(serverMarks(near, points, 0)).toHaveLength(1);
    expect(serverMarks(near, points, 8)).toHaveLength(2);
  });

  it('leaves out what has neither place nor country', () => {
    expect(serverMarks([server('a', '')], points, 1)).toEqual([]);
  });

  it('does not depend on the order of the list', () => {
    const keys = (list: C2Server[]) => serverMarks(list, points, 1).map((mark) => mark.key);
    expect(keys([...simda].reverse())).toEqual(keys(simda));
  });
});

describe('markOf', () => {
  const marks = serverMarks(simda, points, 1);

  it('finds a group by its key, by a member, and a lone server by its country', () => {
    expect(markOf(marks, 'country:NL')?.key).toBe('country:NL');
    expect(markOf(marks, 'nl3')?.key).toBe('country:NL');
    expect(markOf(marks, 'country:LU')?.key).toBe('lu');
    expect(markOf(marks, 'gone')).toBeNull();
    expect(markOf(marks, null)).toBeNull();
  });
});

describe('ringOffsets', () => {
  it('puts every server of a group on the circle, apart from each other', () => {
    const offsets = ringOffsets(10);
    expect(offsets).toHaveLength(10);
    offsets.forEach(({ x, y }, index) => {
      const next = offsets[(index + 1) % 10]!;
      expect(Math.hypot(x, y)).toBeCloseTo(ringRadius(10));
      expect(Math.hypot(x - next.x, y - next.y)).toBeGreaterThan(11);
    });
  });

  it('tells very many by their number only', () => {
    expect(ringOffsets(400)).toEqual([]);
  });
});

describe('declutter', () => {
  const discs = [
    { x: 100, y: 100, radius: 22 },
    { x: 104, y: 118, radius: 14 },
    { x: 100, y: 100, radius: 14 },
    { x: 300, y: 100, radius: 14 },
  ];

  it('moves the later of two discs until none covers another', () => {
    const spots = declutter(discs, 2);
    expect(spots[0]).toEqual({ x: 100, y: 100 });
    expect(spots[3]).toEqual({ x: 300, y: 100 });
    for (let i = 0; i < spots.length; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [spots[i]!, spots[j]!];
        const apart = discs[i]!.radius + discs[j]!.radius;
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(apart);
      }
    }
  });

  it('gives the same places for the same discs', () => {
    expect(declutter(discs, 2)).toEqual(declutter(discs, 2));
  });
});

describe('sharedStatus', () => {
  it('is unknown where members differ', () => {
    expect(sharedStatus(simda)).toBe('seized');
    expect(sharedStatus([...simda, server('x', 'NL', { status: 'active' })])).toBe('unknown');
  });
});
