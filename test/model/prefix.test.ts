import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { hostsOfPrefix } from '../../src/engine/prefix-hosts.ts';
import { readPrefix } from '../../src/model/prefix.ts';

describe('a prefix', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    [' 192.0.2.7/24 ', '192.0.2.0/24'],
    ['192.0.2.', '192.0.2.0/24'],
    ['10.*', '10.0.0.0/8'],
    ['192.0.2.x', '192.0.2.0/24'],
    ['192[.]0[.]2[.]7', '192.0.2.7'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
  ])('reads %s', (text, spelled) => {
    expect(readPrefix(text)?.text).toBe(spelled);
  });

  it.each([
    '',
    '7',
    '1.2.3',
    '192.0.2.256',
    '192.0.2.0/33',
    '192.0.2.0/',
    '1.2.3.4/8/9',
    'fe80',
    '::/129',
    '010.0.0.0',
  ])('is none: "%s"', (text) => {
    expect(readPrefix(text)).toBeNull();
  });

  const word = fc.oneof(
    fc.constantFrom(0, 1, 2, 0x20010db8, 0xffffffff),
    fc.nat({ max: 0xffffffff }),
  );
  const toText = (words: readonly number[]) =>
    ipaddr
      .fromByteArray(words.flatMap((word) => [24, 16, 8, 0].map((by) => (word >>> by) & 255)))
      .toString();
  const byWords = (a: readonly number[], b: readonly number[]) =>
    a.map((part, i) => part - b[i]!).find((difference) => difference !== 0) ?? 0;

  it('finds the hosts that matching one after the other finds', () => {
    const four = fc.array(
      word.map((only) => [only]),
      { maxLength: 30 },
    );
    const six = fc.array(fc.tuple(word, word, word, word), { maxLength: 30 });
    const property = fc.property(
      four,
      six,
      fc.nat({ max: 128 }),
      fc.nat(59),
      (v4, v6, length, pick) => {
        const hosts = [...v4.sort(byWords), ...v6.map((words) => [...words]).sort(byWords)];
        fc.pre(hosts.length > 0);
        const base = hosts[pick % hosts.length]!;
        const bits = base.length === 1 ? length % 33 : length;
        const prefix = readPrefix(`${toText(base)}/${bits}`)!;
        fc.pre(base.length === 1 || prefix.family === 6);
        const range = ipaddr.parseCIDR(`${toText(base)}/${bits}`);
        const expected = hosts.flatMap((words, at) => {
          const address = ipaddr.parse(toText(words));
          return words.length === base.length && address.match(range) ? [at] : [];
        });
        const { from, to } = hostsOfPrefix(
          {
            length: hosts.length,
            length4: v4.length,
            address4: Uint32Array.from(v4.flat()),
            address6: Uint32Array.from(hosts.slice(v4.length).flat()),
          },
          prefix,
        );
        expect(Array.from({ length: to - from }, (_, i) => from + i)).toEqual(expected);
      },
    );
    fc.assert(property, { seed: 20261128, numRuns: 500 });
  });
});
