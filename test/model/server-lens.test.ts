import { describe, expect, it } from 'vitest';
import { byLife, lifetimesOf, neighbourOf } from '../../src/model/server-lens.ts';
import type { C2Server } from '../../src/model/telemetry.ts';

const server = (address: string, firstSeen: number | null, lastSeen: number | null) =>
  ({ address, firstSeen, lastSeen }) as C2Server;
const servers = [
  server('late', 30, 40),
  server('unknown', null, null),
  server('early', 10, 90),
  server('b', 20, 25),
  server('a', 20, 25),
  server('short', 20, 22),
];
const addresses = (list: readonly C2Server[]) => list.map(({ address }) => address);

describe('server lens', () => {
  it('orders servers by their lives', () => {
    expect(addresses(byLife(servers))).toEqual(['early', 'short', 'a', 'b', 'late', 'unknown']);
  });

  it('steps from a server, or from a group, to the one before and after', () => {
    expect(neighbourOf(servers, ['a'], 1)?.address).toBe('b');
    expect(neighbourOf(servers, ['a'], -1)?.address).toBe('short');
    expect(neighbourOf(servers, ['short', 'b'], 1)?.address).toBe('late');
    expect(neighbourOf(servers, ['short', 'b'], -1)?.address).toBe('early');
    expect(neighbourOf(servers, ['early'], -1)).toBeNull();
    expect(neighbourOf(servers, [], 1)?.address).toBe('early');
    expect(neighbourOf([], [], 1)).toBeNull();
  });

  it('tells lives that are known at one end at least', () => {
    const seen = [...servers, server('once', 55, null)];
    const lives = lifetimesOf(seen, ['once', 'unknown', 'a', 'early', 'b', 'gone']);
    expect(lives.map(({ start, end, servers: own }) => [start, end, ...addresses(own)])).toEqual([
      [10, 90, 'early'],
      [20, 25, 'a', 'b'],
      [55, 55, 'once'],
    ]);
  });
});
