import { describe, expect, it } from 'vitest';
import { initialChoices, type Choices } from '../../src/state/choices.ts';
import { readLink, writeLink } from '../../src/state/url.ts';

const chosen: Choices = {
  ...initialChoices,
  measure: 'hosts',
  way: 'hexagons',
  projection: 'globe',
  selectedServer: 'country:NL',
  inspecting: 'hours',
  hexagonUnit: 'count',
  theme: 'light',
  time: { start: Date.UTC(2015, 0, 1), end: Date.UTC(2015, 1, 1) },
  region: { kind: 'box', west: 170, south: -10, east: -170, north: 10.5 },
  prefixes: ['192.0.2.0/24', '2001:db8::/32', '198.51.100.7'],
  where: { country: ['US', 'GB'], city: ['FR/Île-de-France/Paris, 1er & 2e'] },
  without: ['US/38,-97/country', 'NL/52.3824,4.8995/city', '/-1.5,1e-7/country'],
  showPiles: true,
  quantity: 'million',
  fewBelow: 25,
  hidesFew: true,
  placing: 'pins',
  counting: 'active',
  ranking: 'server',
  smoothingKm: 25,
  scaleKind: 'quantile',
  colours: { palette: 'cividis', reversed: true, opacity: 0.6 },
  domain: [0.1, 1000],
  camera: { longitude: 4.9, latitude: 52.37, zoom: 3.25 },
};

describe('link', () => {
  it('is empty for a new visit', () => {
    expect(writeLink(initialChoices)).toBe('');
    expect(readLink('')).toEqual({});
  });

  it('restores every choice that it can hold', () => {
    expect({ ...initialChoices, ...readLink(`#${writeLink(chosen)}`) }).toEqual(chosen);
  });

  it.each<Choices['region']>([
    {
      kind: 'circle',
      longitude: 13.405,
      latitude: 52.52,
      radiusKm: 300,
      around: 'Sankt Pölten, AT',
    },
    { kind: 'circle', longitude: -179.9, latitude: -16, radiusKm: 0.5 },
    {
      kind: 'polygon',
      ring: [
        [175, -20],
        [190.25, -21],
        [185, 3.5],
      ],
    },
  ])('restores the region %o', (region) => {
    expect(readLink(writeLink({ ...initialChoices, region })).region).toEqual(region);
  });

  it('reads addresses in any spelling, each once', () => {
    const link = 'v=1&address=192.0.2.9/24&address=192.0.2.*&address=2001:DB8:0::/32&address=x';
    expect(readLink(link)).toEqual({ prefixes: ['192.0.2.0/24', '2001:db8::/32'] });
  });

  it('is readable', () => {
    const link = writeLink({ ...initialChoices, measure: 'hits', where: { country: ['US'] } });
    expect(link).toBe('v=1&measure=hits&country=US');
  });

  it('keeps a range that is not of whole days to the second', () => {
    const time = { start: Date.UTC(2015, 0, 1, 10, 20, 30), end: Date.UTC(2015, 0, 1, 11) };
    expect(readLink(writeLink({ ...initialChoices, time })).time).toEqual(time);
  });

  it.each([
    'measure=hits',
    'v=2&measure=hits',
    'v=1&measure=money',
    'v=1&time=2015-02-01..2015-01-01',
    'v=1&domain=5,1',
    'v=1&at=1,2',
    'v=1&at=,,',
    'v=1&box=1,2,3,x',
    'v=1&circle=1,2',
    'v=1&circle=1,2,0',
    'v=1&circle=1,92,10',
    'v=1&circle=1,2,30000',
    'v=1&lasso=1,2,3,4',
    'v=1&lasso=1,2,3,4,5',
    `v=1&lasso=${'1,2,'.repeat(64)}1,2`,
    'v=1&address=1.2.3',
    'v=1&smooth=-3',
    'v=1&colours=rainbow',
    'v=1&opacity=0',
  ])('leaves out what it cannot use: %s', (fragment) => {
    expect(readLink(fragment)).toEqual({});
  });
});

it.each([1.2345678, 4.5, 9.87654])('a link looks within a tenth of a pixel: zoom %d', (zoom) => {
  const camera = { longitude: -123.456789012, latitude: 65.432109876, zoom };
  const read = readLink(writeLink({ ...initialChoices, camera })).camera!;
  const pixelsPerDegree = (512 / 360) * 2 ** zoom;
  const stretch = 1 / Math.cos((camera.latitude * Math.PI) / 180);
  expect(Math.abs(read.longitude - camera.longitude) * pixelsPerDegree).toBeLessThan(0.1);
  expect(Math.abs(read.latitude - camera.latitude) * pixelsPerDegree * stretch).toBeLessThan(0.1);
  // What a zoom is off by shows at the edge: 960 pixels from the middle.
  expect(Math.abs(2 ** (read.zoom - zoom) - 1) * 960).toBeLessThan(0.1);
});
