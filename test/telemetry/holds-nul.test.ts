import { describe, expect, it } from 'vitest';
import { holdsNul } from '../../src/telemetry/holds-nul.ts';

describe('holdsNul', () => {
  it('finds a NUL at every place of bytes that begin anywhere, and none among all other bytes', () => {
    const others = Uint8Array.from({ length: 600 }, (_, i) => (i % 255) + 1);
    for (let from = 0; from < 5; from++) {
      for (let length = 0; length < 40; length++) {
        const bytes = others.slice();
        const part = bytes.subarray(from, from + length);
        expect(holdsNul(part)).toBe(false);
        for (let at = 0; at < length; at++) {
          part[at] = 0;
          expect(holdsNul(part), `${at} of ${length} from ${from}`).toBe(true);
          part[at] = others[from + at]!;
        }
      }
    }
    expect(holdsNul(others)).toBe(false);
  });

  it('takes no byte above 127 for one, whatever stands before it', () => {
    for (let first = 1; first < 256; first++) {
      for (let second = 1; second < 256; second++) {
        expect(holdsNul(Uint8Array.of(first, second, second, first))).toBe(false);
      }
    }
  });
});
