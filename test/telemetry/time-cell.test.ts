import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAD_TIME, parseTimeBytes } from '../../src/telemetry/time-cell.ts';

function parse(text: string): number {
  const bytes = new TextEncoder().encode(text);
  return parseTimeBytes(bytes, 0, bytes.length);
}

const LAST = Date.UTC(2105, 11, 31, 23, 59, 59);
const anyTime = fc.integer({ min: 0, max: LAST / 1000 });

describe('parseTimeBytes', () => {
  it('reads ISO times as Date does', () => {
    const zone = fc.constantFrom('', 'Z', '+00:00', '+05:30', '-08:00', '+0200');
    const fraction = fc.constantFrom('', '.5', '.123', '.1234567');
    const separator = fc.constantFrom(' ', 'T');
    fc.assert(
      fc.property(anyTime, zone, fraction, separator, (seconds, mark, part, between) => {
        const plain = new Date(seconds * 1000).toISOString().slice(0, 19);
        const offset = mark === '' ? 'Z' : mark.replace(/^(.\d\d)(\d\d)$/, '$1:$2');
        const date = Math.floor(Date.parse(`${plain}${offset}`) / 1000);
        const expected = date >= 0 && date * 1000 <= LAST ? date : BAD_TIME;
        expect(parse(plain.replace('T', between) + part + mark)).toBe(expected);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it.each([
    ['2015-04-01 10:00 Europe/Amsterdam', '2015-04-01T08:00:00Z'],
    ['2015-01-15 10:00:30 Europe/Amsterdam', '2015-01-15T09:00:30Z'],
    ['Apr 1, 2015 10:00 AM America/Argentina/Buenos_Aires', '2015-04-01T13:00:00Z'],
    ['2015-04-01 10:00 Etc/GMT+3', '2015-04-01T13:00:00Z'],
  ])('reads a zone by its name: %s', (text, time) => {
    expect(parse(text)).toBe(Date.parse(time) / 1000);
  });

  it.each(['2015-04-01 10:00 Europe/Nowhere', '2015-04-01 Europe/Amsterdam', 'Europe/Vienna'])(
    'reads no time where there is no such zone, or no clock: %s',
    (text) => expect(parse(text)).toBe(BAD_TIME),
  );

  it('knows the calendar as Date does', () => {
    const parts = [fc.integer({ min: 1969, max: 2107 }), fc.nat(13), fc.nat(32)] as const;
    fc.assert(
      fc.property(...parts, (year, month, day) => {
        const two = (n: number) => String(n).padStart(2, '0');
        const date = new Date(Date.UTC(year, month - 1, day));
        const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        const seconds = date.getTime() / 1000;
        const expected = real && year >= 1970 && year <= 2105 ? seconds : BAD_TIME;
        expect(parse(`${year}-${two(month)}-${two(day)}`)).toBe(expected);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it.each([
    ['1441008970', 1441008970],
    ['1379288667.706265', 1379288667],
    ['1538667592640', 1538667592],
    ['1538667592640123', 1538667592],
    ['2026-01-02 03:04:05 UTC', 1767323045],
    ['2026/01/02 03:04:05.058760', 1767323045],
    ['2026-01-02 03:04', 1767323040],
    ['2026-1-2', 1767312000],
    ['20260102', 1767312000],
    ['20260102030405', 1767323045],
    ['20260102030405123', 1767323045],
    ['1538667592640123456', 1538667592],
    ['131349599830000000', 1490486383],
    ['2026-01-02 03:04:05 CET', 1767319445],
    ['2026-01-02 03:04:05 (UTC)', 1767323045],
    ['2026-01-02 03:04:05.681695+00:00', 1767323045],
    ['2026-01-02T03:04:05.161962-0800', 1767351845],
    ['1/2/2026 3:04:05 AM', 1767323045],
    ['1/2/2026  12:04:05 AM', 1767312245],
    ['1/2/2026 12:04:05 PM', 1767355445],
    ['Jan 2, 2026 @ 03:04:05.921', 1767323045],
    ['January 2nd 2026, 03:04:05.921', 1767323045],
    ['Friday January 2 2026 03:04:05.4870', 1767323045],
    ['Fri, 02 Jan 2026 03:04:05 GMT', 1767323045],
    ['Fri Jan  2 03:04:05 UTC 2026', 1767323045],
    ['02/Jan/2026:03:04:05 +0200', 1767315845],
    ['02-Jan-26 03:04', 1767323040],
  ])('reads %s', (text, seconds) => {
    expect(parse(text)).toBe(seconds);
  });

  it.each([
    '2026-01-02 24:00:00',
    '2026-01-02 03:60:00',
    '2026-01-02 03:04:60',
    '2026-01-02 03:04:05 XYZ',
    '13/13/2026',
    '31/02/2026',
    '20261302',
    '192.0.2.1',
    '1,234,567',
    '7/2/2026 13:38:00 PM',
    '7/2/2026 0:38:00 AM',
    '99999999999999',
    'Foo 14, 2019',
    '17',
    '14410089.',
    'yesterday',
    '',
  ])('refuses %s', (text) => {
    expect(parse(text)).toBe(BAD_TIME);
  });
});
