import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatV4,
  formatV6,
  parseAddress,
  parseAddressBytes,
  parseAddressList,
  PORT_WORD,
  PREFIX_WORD,
  type Address,
} from '../../src/telemetry/address.ts';

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
    ['192.0.2.77/24', '192.0.2.0'],
    ['192.0.2.77/32', '192.0.2.77'],
    ['2001:db8:0:77::1/48', '2001:db8::'],
    ['1.1.1 . 1', '1.1.1.1'],
    ['1[.]1.1.1', '1.1.1.1'],
    ['1.1.1\\.1', '1.1.1.1'],
    ['2001[:]db8[:][:]1', '2001:db8::1'],
    ['sip=192.0.2.45', '192.0.2.45'],
    ['192.0.2.1|8080', '192.0.2.1'],
    ['http://192.0.2.1:57387/bin.sh', '192.0.2.1'],
    ['hxxp[:]//192[.]0[.]2[.]1/i', '192.0.2.1'],
    ['hxxp[s]://[2001:db8::7]:80/', '2001:db8::7'],
    ['192.0.2.1/bin.sh', '192.0.2.1'],
    ['"192.0.2.1"', '192.0.2.1'],
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
    '192.0.2.1/33',
    '2001:db8::/129',
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

describe('parseAddressBytes', () => {
  it.each([
    ['192.0.2.1', 0, 0],
    ['192.0.2.1:7777', 7777, 0],
    ['[2001:db8::7]:80', 80, 0],
    ['http://192.0.2.1:57387/bin.sh', 57387, 0],
    ['192.0.2.0/24', 0, 24],
    ['2001:db8::/29', 0, 29],
  ])('tells the port and the prefix length of %s', (text, port, prefix) => {
    const bytes = new TextEncoder().encode(text);
    const words = new Uint32Array(6).fill(9);
    parseAddressBytes(bytes, 0, bytes.length, words);
    expect([words[PORT_WORD], words[PREFIX_WORD]]).toEqual([port, prefix]);
  });
});

describe('parseAddressList', () => {
  const list = (text: string) =>
    parseAddressList(text).map(({ family, words }) =>
      family === 4 ? formatV4(words[0]!) : formatV6(words),
    );

  it.each([
    ['192.0.2.1 192.0.2.2', ['192.0.2.1', '192.0.2.2']],
    ['192.0.2.1|198.51.100.2|192.0.2.1', ['192.0.2.1', '198.51.100.2']],
    ['192.0.2.1, 2001:db8::1', ['192.0.2.1', '2001:db8::1']],
    ['c2.example.net|192.0.2.9', ['192.0.2.9']],
    ['192.0.2.1 and more', []],
    ['nothing here', []],
    ['', []],
  ])('reads %s', (text, expected) => {
    expect(list(text)).toEqual(expected);
  });
});
