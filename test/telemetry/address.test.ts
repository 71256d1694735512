import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatV4, formatV6, parseAddress, type Address } from '../../src/telemetry/address.ts';

function shown(address: Address | null): string | null {
  if (address === null) return null;
  return address.family === 4 ? formatV4(address.v4) : formatV6(address.words);
}

/** The address that a URL with this host has, by Node; a v4-mapped address as IPv4. */
function reference(text: string): string | null {
  if (!URL.canParse(`http://[${text}]/`)) return null;
  const host = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(host);
  if (mapped === null) return host;
  return formatV4((parseInt(mapped[1]!, 16) * 65536 + parseInt(mapped[2]!, 16)) >>> 0);
}

describe('parseAddress', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.000.002.004', '192.0.2.4'],
    [' 192.0.2.1 ', '192.0.2.1'],
    ['192.0.2.1:8080', '192.0.2.1'],
    ['192[.]0[.]2[.]1', '192.0.2.1'],
    ['192.0.2(.)1', '192.0.2.1'],
    ['192[dot]0{.}2[.1', '192.0.2.1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['2001:db8::1%eth0', '2001:db8::1'],
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
    ['::', '::'],
    ['2001:db8::', '2001:db8::'],
  ])('reads %s', (text, expected) => {
    expect(shown(parseAddress(text))).toBe(expected);
  });

  it.each([
    '192.0.2',
    '192.0.2.1.1',
    '192.0.2.256',
    '192.0.2.0001',
    '192.0.2.',
    '.192.0.2',
    '192.0.2.1/24',
    '2001:db8::1::2',
    '2001:db8',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    '1:2:3:4:5:6:7:192.0.2.1',
    ':1::2',
    '2001:db8:::1',
    '2001:db8::12345',
    '2001:db8::192.0.2.256',
    'x.x.51.198',
    'example.com',
    '',
    '-',
  ])('refuses %s', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it('reads every IPv6 text as a URL does', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        expect(shown(parseAddress(text))).toBe(reference(text));
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it('agrees with URLs on texts that are almost addresses', () => {
    const unit = fc.constantFrom('0', '1', 'f', 'a', ':', '::', ':', 'ffff', '12345', '8');
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 16 }), (text) => {
        fc.pre(text.includes(':'));
        expect(shown(parseAddress(text))).toBe(reference(text));
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it('reads back every IPv4 address', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (v4) => {
        expect(parseAddress(formatV4(v4))).toEqual({ family: 4, v4 });
      }),
      { seed: 4 },
    );
  });
});
