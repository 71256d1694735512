import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { isPublic4, isPublic6 } from '../../src/geo/address-class.ts';
import { wordsOf } from './test-databases.ts';

function isPublic(address: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = wordsOf(address);
  return ipaddr.parse(address).kind() === 'ipv4' ? isPublic4(a) : isPublic6(a, b, c, d);
}

describe('isPublic4', () => {
  it.each([
    ['0.1.2.3', '10.255.255.255', '100.64.0.1', '100.127.255.255', '127.0.0.1', '169.254.9.9'],
    ['172.16.0.0', '172.31.255.255', '192.0.0.1', '192.0.2.1', '192.168.255.1', '198.19.255.255'],
    ['198.51.100.7', '203.0.113.255', '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255'],
  ])('is false for %s and the like', (...addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });

  it('is true beside those blocks', () => {
    const addresses = ['1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0']
      .concat(['172.15.255.255', '172.32.0.0', '192.0.1.0', '192.0.0.9', '198.20.0.0'])
      .concat(['203.0.112.255', '223.255.255.255', '8.8.8.8']);
    expect(addresses.filter((address) => !isPublic(address))).toEqual([]);
  });
});

describe('isPublic6', () => {
  it('is false for special blocks', () => {
    const addresses = ['::', '::1', 'fc00::1', 'fdff::', 'fe80::1', 'febf::', 'ff02::1', '100::1']
      .concat(['2001:db8::1', '2001:db8:ffff::', '::ffff:10.0.0.1', '64:ff9b::192.168.0.1'])
      .concat(['2002:a00:1::', '64:ff9b:1::1', '3fff::1', '2001:2::1']);
    expect(addresses.filter(isPublic)).toEqual([]);
  });

  it('is true elsewhere', () => {
    const addresses = ['2001:4860:4860::8888', '2a00::1', '2001:db9::1', '::ffff:8.8.8.8'].concat([
      '64:ff9b::8.8.8.8',
      '2002:808:808::1',
      '2001:2:1::1',
      '100:0:0:1::1',
      '3ffe::1',
    ]);
    expect(addresses.filter((address) => !isPublic(address))).toEqual([]);
  });
});
