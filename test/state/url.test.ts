import { describe, expect, it } from 'vitest';
import { initialChoices, type Choices } from '../../src/state/choices.ts';
import { readLink, writeLink } from '../../src/state/url.ts';

const chosen: Choices = {
  ...initialChoices,
  measure: 'hosts',
  way: 'hexagons',
  projection: 'globe',
  selectedServer: 'country:NL',
  hexagonUnit: 'count',
  theme: 'light',
  time: { start: Date.UTC(2015, 0, 1), end: Date.UTC(2015, 1, 1) },
  region: { kind: 'box', west: 170, south: -10, east: -170, north: 10.5 },
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
  camera: { longitude: 4.9, latitude: 52.3702, zoom: 3.25 },
};

describe('link', () => {
  it('is empty for a new visit', () => {
    expect(writeLink(initialChoices)).toBe('');
    expect(readLink('')).toEqual({});
  });

  it('restores every choice that it can hold', () => {
    expect({ ...initialChoices, ...readLink(`#${writeLink(chosen)}`) }).toEqual(chosen);
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
    'v=1&smooth=-3',
    'v=1&colours=rainbow',
    'v=1&opacity=0',
  ])('leaves out what it cannot use: %s', (fragment) => {
    expect(readLink(fragment)).toEqual({});
  });
});
