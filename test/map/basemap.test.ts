import { describe, expect, it } from 'vitest';
import { borderLines, withoutSeam } from '../../scripts/basemap-lines.ts';
import { countryLabels } from '../../scripts/basemap-labels.ts';
import { countryCode, countryShapes, readTopology } from '../../scripts/basemap-topology.ts';

const topology = readTopology('50m');
const shapes = countryShapes(topology);

describe('countryShapes', () => {
  it('has the codes that location databases use', () => {
    const codes = new Set(shapes.map(({ id }) => id));
    for (const code of ['FR', 'NO', 'XK', 'GF', 'RE', 'SJ', 'TW', 'EH', 'PS']) {
      expect(codes).toContain(code);
    }
    expect(countryCode('SOL')).toBe('SO');
    expect(countryCode('CYN')).toBe('CY');
  });

  it('has each country once', () => {
    expect(new Set(shapes.map(({ id }) => id)).size).toBe(shapes.length);
  });
});

describe('withoutSeam', () => {
  it('cuts a line at the antimeridian, at the latitude where it passes', () => {
    const parts = withoutSeam([
      [179, 10],
      [-179, 20],
    ]);
    expect(parts).toEqual([
      [
        [179, 10],
        [180, 15],
      ],
      [
        [-180, 15],
        [-179, 20],
      ],
    ]);
  });

  it('drops what runs along it', () => {
    const parts = withoutSeam([
      [170, 60],
      [180, 65],
      [180, 69],
      [170, 70],
    ]);
    expect(parts).toHaveLength(2);
    expect(parts.flat()).toHaveLength(4);
  });
});

describe('borderLines', () => {
  it('has no line that jumps over the map, runs along its edge, or has no number', () => {
    for (const { lines } of borderLines(topology, shapes)) {
      for (const line of lines) {
        line.forEach(([x, y], index) => {
          expect(Number.isFinite(x + y)).toBe(true);
          const last = line[index - 1];
          if (!last) return;
          expect(Math.abs(x - last[0])).toBeLessThan(180);
          expect(Math.abs(x) === 180 && Math.abs(last[0]) === 180).toBe(false);
        });
      }
    }
  });
});

describe('countryLabels', () => {
  const labels = countryLabels(topology, shapes);

  it('shows large and populous countries first', () => {
    const first = labels.filter(([, , , zoom]) => zoom === 0).map(([id]) => id);
    expect(first).toEqual(expect.arrayContaining(['US', 'CN', 'IN', 'BR', 'DE', 'TR', 'GB']));
    expect(first).not.toContain('LU');
  });

  it('has a point for every country of the reconstruction’s servers', () => {
    const codes = labels.map(([id]) => id);
    expect(codes).toEqual(expect.arrayContaining(['NL', 'US', 'RU', 'LU', 'PL']));
  });
});
