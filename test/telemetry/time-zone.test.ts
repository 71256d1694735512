import { describe, expect, it } from 'vitest';
import { isZone, toUtcOf } from '../../src/telemetry/time-zone.ts';

const wall = (text: string) => Date.parse(`${text}Z`) / 1000;
const shown = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19);

describe('toUtcOf', () => {
  it.each([
    ['+02:00', '2026-01-02T03:04:05', '2026-01-02T01:04:05'],
    ['-0530', '2026-01-02T03:04:05', '2026-01-02T08:34:05'],
    ['UTC+3', '2026-01-02T03:04:05', '2026-01-02T00:04:05'],
    ['Europe/Vienna', '2026-01-02T03:04:05', '2026-01-02T02:04:05'],
    ['Europe/Vienna', '2026-07-02T03:04:05', '2026-07-02T01:04:05'],
    ['America/New_York', '2026-03-08T01:59:59', '2026-03-08T06:59:59'],
    ['America/New_York', '2026-03-08T03:00:00', '2026-03-08T07:00:00'],
    ['Asia/Kolkata', '2026-07-02T03:04:05', '2026-07-01T21:34:05'],
  ])('takes %s off %s', (zone, local, utc) => {
    expect(shown(toUtcOf(zone)!(wall(local)))).toBe(utc);
  });

  it('has nothing to take off UTC, and knows no other words', () => {
    expect(toUtcOf('UTC')).toBeNull();
    expect(['UTC', '+01', 'Europe/Vienna', 'Mars/Olympus', 'soon'].map(isZone)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
