import { inspectorTabs } from '../model/inspection.ts';
import { dimensions, measures, type Dimension } from '../model/query.ts';
import { readPileKey } from '../model/pile.ts';
import { placings } from '../model/placing.ts';
import { projections } from '../model/projection.ts';
import { quantities } from '../model/rate.ts';
import { DAY, isoDate, isoTime, type TimeRange } from '../model/time.ts';
import { initialChoices, scaleKinds, type Camera, type Choices } from './choices.ts';
import { paletteIds } from '../model/colour-choice.ts';
import { hexagonUnits } from '../model/hexagon-unit.ts';
import { LINK_VERSION, upgradedLink } from './link-versions.ts';
import { readNumbers } from './link-numbers.ts';
import { readPrefixes, readRegion, writeRegion } from './region-link.ts';
import { ways } from '../ways/ways.ts';

/**
 * What a link restores, and under which key of the fragment:
 * v version · measure · way · projection globe · hexagons area|count · time START..END (UTC dates, or times to the second) · count new|active ·
 * without (a pile, once a key) · piles shown · country, city, network, family, server, port, kind, connection (repeated once
 * a key) · box W,S,E,N, or circle LON,LAT,KM with around NAME, or lasso LON,LAT,LON,LAT,... · address (a prefix, repeated) ·
 * rank dimension · per share|million · few N · hide few · placing pins · smooth km · scale log|linear|quantile ·
 * colours heat|..., with -reversed · opacity 0..1 · domain LO,HI · at LON,LAT,ZOOM · theme · card (address of the server
 * whose card is open, or its group) · inspect hosts|country|city|network|family|server|hours (the open tab of the inspector).
 * Never data. Absent keys mean the first choice of a new visit.
 */
const REVERSED = '-reversed';

/** The fragment of a link, without `#`, for what was chosen; '' where nothing differs from a new visit. */
export function writeLink(choices: Choices): string {
  const link = new URLSearchParams();
  const put = (key: string, value: string, usual: string) => {
    if (value !== usual) link.set(key, value);
  };
  put('measure', choices.measure, initialChoices.measure);
  put('way', choices.way, initialChoices.way);
  put('projection', choices.projection, initialChoices.projection);
  put('hexagons', choices.hexagonUnit, initialChoices.hexagonUnit);
  if (choices.time) link.set('time', writeRange(choices.time));
  put('count', choices.counting, initialChoices.counting);
  for (const dimension of dimensions) {
    for (const key of choices.where[dimension] ?? []) link.append(dimension, key);
  }
  for (const key of choices.without) link.append('without', key);
  if (choices.showPiles) link.set('piles', 'shown');
  writeRegion(link, choices.region);
  for (const prefix of choices.prefixes) link.append('address', prefix);
  put('rank', choices.ranking, initialChoices.ranking);
  put('per', choices.quantity, initialChoices.quantity);
  put('few', String(choices.fewBelow), String(initialChoices.fewBelow));
  if (choices.hidesFew) link.set('hide', 'few');
  put('placing', choices.placing, initialChoices.placing);
  put('smooth', String(choices.smoothingKm), String(initialChoices.smoothingKm));
  put('scale', choices.scaleKind, initialChoices.scaleKind);
  put('colours', writeColours(choices.colours), writeColours(initialChoices.colours));
  put('opacity', String(choices.colours.opacity), String(initialChoices.colours.opacity));
  if (choices.domain) link.set('domain', choices.domain.join(','));
  if (choices.camera) link.set('at', writeCamera(choices.camera));
  put('theme', choices.theme, initialChoices.theme);
  if (choices.selectedServer) link.set('card', choices.selectedServer);
  if (choices.inspecting) link.set('inspect', choices.inspecting);
  if ([...link].length === 0) return '';
  return new URLSearchParams([['v', String(LINK_VERSION)], ...link]).toString();
}

function writeRange({ start, end }: TimeRange): string {
  const whole = start % DAY === 0 && end % DAY === 0;
  return whole ? `${isoDate(start)}..${isoDate(end)}` : `${isoTime(start)}..${isoTime(end)}`;
}

/** As exact as a twentieth of a pixel, so that a link shows the same picture. */
function writeCamera({ longitude, latitude, zoom }: Camera): string {
  const pixelsPerDegree = (512 / 360) * 2 ** zoom;
  const decimals = Math.min(10, Math.max(2, Math.ceil(Math.log10(20 * pixelsPerDegree))));
  const rounded = [longitude.toFixed(decimals), latitude.toFixed(decimals), zoom.toFixed(4)];
  return rounded.map(Number).join(',');
}

/** The choices that a link restores. What it does not name, or names wrongly, is left out. */
export function readLink(fragment: string): Partial<Choices> {
  const link = upgradedLink(new URLSearchParams(fragment.replace(/^#/, '')));
  if (!link) return {};
  const read: Partial<Choices> = {};
  const oneOf = <T extends string>(key: string, allowed: readonly T[]): T | undefined =>
    allowed.find((value) => value === link.get(key));
  const set = <K extends keyof Choices>(key: K, value: Choices[K] | null | undefined) => {
    if (value !== null && value !== undefined) read[key] = value;
  };
  set('measure', oneOf('measure', measures));
  set('way', oneOf('way', ways));
  set('projection', oneOf('projection', projections));
  set('hexagonUnit', oneOf('hexagons', hexagonUnits));
  set('time', readRange(link.get('time')));
  set('counting', oneOf('count', ['active', 'new'] as const));
  set('where', readWhere(link));
  const without = [...new Set(link.getAll('without'))].filter((key) => readPileKey(key) !== null);
  if (without.length > 0) read.without = without;
  if (link.get('piles') === 'shown') read.showPiles = true;
  set('region', readRegion(link));
  set('prefixes', readPrefixes(link));
  set('ranking', oneOf('rank', dimensions));
  set('quantity', oneOf('per', quantities));
  const few = readNumbers(link.get('few'), 1)?.[0];
  if (few !== undefined && Number.isInteger(few) && few >= 0) read.fewBelow = few;
  if (link.get('hide') === 'few') read.hidesFew = true;
  set('placing', oneOf('placing', placings));
  const smoothing = readNumbers(link.get('smooth'), 1)?.[0];
  if (smoothing !== undefined && smoothing > 0) read.smoothingKm = smoothing;
  set('scaleKind', oneOf('scale', scaleKinds));
  set('colours', readColours(link));
  set('domain', readDomain(link.get('domain')));
  set('camera', readCamera(link.get('at')));
  set('selectedServer', link.get('card') || null);
  set('inspecting', oneOf('inspect', inspectorTabs));
  set('theme', oneOf('theme', ['dark', 'light', 'system'] as const));
  return read;
}

function writeColours({ palette, reversed }: Choices['colours']): string {
  return reversed ? `${palette}${REVERSED}` : palette;
}

function readColours(link: URLSearchParams): Choices['colours'] | null {
  const text = link.get('colours') ?? '';
  const palette = paletteIds.find((id) => id === text.replace(REVERSED, ''));
  const opacity = readNumbers(link.get('opacity'), 1)?.[0];
  const isSound = opacity !== undefined && opacity > 0 && opacity <= 1;
  if (!palette && !isSound) return null;
  return {
    palette: palette ?? initialChoices.colours.palette,
    reversed: palette !== undefined && text.endsWith(REVERSED),
    opacity: isSound ? opacity : initialChoices.colours.opacity,
  };
}

function readRange(text: string | null): TimeRange | null {
  const [start = NaN, end = NaN] = text?.split('..').map((part) => Date.parse(part)) ?? [];
  return start < end ? { start, end } : null;
}

function readWhere(link: URLSearchParams): Choices['where'] | null {
  const where: Partial<Record<Dimension, string[]>> = {};
  for (const dimension of dimensions) {
    const keys = [...new Set(link.getAll(dimension))];
    if (keys.length > 0) where[dimension] = keys;
  }
  return Object.keys(where).length > 0 ? where : null;
}

function readDomain(text: string | null): readonly [number, number] | null {
  const numbers = readNumbers(text, 2);
  if (!numbers) return null;
  const [low, high] = numbers as [number, number];
  return low >= 0 && low < high ? [low, high] : null;
}

function readCamera(text: string | null): Camera | null {
  const numbers = readNumbers(text, 3);
  if (!numbers) return null;
  const [longitude, latitude, zoom] = numbers as [number, number, number];
  const inside = Math.abs(latitude) <= 90 && zoom >= -2 && zoom <= 22;
  return inside ? { longitude, latitude, zoom } : null;
}
