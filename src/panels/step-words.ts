import { measureWords } from '../model/measure.ts';
import { dimensions } from '../model/query.ts';
import type { Chosen, Step } from '../state/steps.ts';
import { waySpecs } from '../ways/ways.ts';
import { formatRange } from './format-number.ts';
import { pileName } from './pile-words.ts';
import { readPileKey } from '../model/pile.ts';
import { dimensionWords, groupName, inspectorWords } from './words.ts';

/** More keys than these are told by their number. */
const MOST_KEYS = 3;

function keysWords(kind: string, plural: string, names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  if (names.length > MOST_KEYS) return [`${names.length} ${plural.toLowerCase()} ${what}`];
  return [`${kind}: ${names.join(', ')} ${what}`];
}

function difference(before: readonly string[] = [], after: readonly string[] = []) {
  return {
    added: after.filter((key) => !before.includes(key)),
    removed: before.filter((key) => !after.includes(key)),
  };
}

function whereWords(before: Chosen, after: Chosen): string[] {
  return dimensions.flatMap((dimension) => {
    const { added, removed } = difference(before.where[dimension], after.where[dimension]);
    const { singular, plural } = dimensionWords[dimension];
    const name = (key: string) =>
      groupName(dimension, key, dimension === 'city' ? (key.split('/').at(-1) ?? key) : '');
    return [
      ...keysWords(singular, plural, added.map(name), 'added'),
      ...keysWords(singular, plural, removed.map(name), 'removed'),
    ];
  });
}

function withoutWords(before: Chosen, after: Chosen): string[] {
  const { added, removed } = difference(before.without, after.without);
  const name = (key: string) => {
    const pile = readPileKey(key);
    return pile ? pileName(pile) : key;
  };
  const plural = 'likely default coordinates';
  return [
    ...keysWords('Coordinate', plural, added.map(name), 'left out'),
    ...keysWords('Coordinate', plural, removed.map(name), 'taken in again'),
  ];
}

/** What each choice is called when it changes; choices that are missing are told by their own name. */
const tellers: { readonly [K in keyof Chosen]?: (after: Chosen, before: Chosen) => string[] } = {
  where: (after, before) => whereWords(before, after),
  without: (after, before) => withoutWords(before, after),
  measure: ({ measure }) => [`Counted: ${measureWords[measure].name.toLowerCase()}`],
  way: ({ way }) => [`Drawn as ${waySpecs[way].name.toLowerCase()}`],
  projection: ({ projection }) => [projection === 'globe' ? 'Drawn on a globe' : 'Drawn flat'],
  hexagonUnit: ({ hexagonUnit }) => [
    hexagonUnit === 'count' ? 'Hexagons by number' : 'Hexagons per 1,000 km²',
  ],
  theme: ({ theme }) => [`Theme: ${theme}`],
  time: ({ time }) => [time ? `Time: ${formatRange(time.start, time.end)}` : 'All times'],
  region: ({ region }) => [region ? 'Area chosen on the map' : 'Area removed'],
  showPiles: ({ showPiles }) => [
    `Likely default coordinates ${showPiles ? 'ringed' : 'no longer ringed'}`,
  ],
  counting: ({ counting }) => [`Timeline: ${counting}`],
  ranking: ({ ranking }) => [`Ranking: ${dimensionWords[ranking].plural.toLowerCase()}`],
  quantity: ({ quantity }) => [
    {
      count: 'Numbers',
      share: 'Shares',
      million: 'Per million IPv4 addresses',
      inhabitants: 'Per 100,000 inhabitants',
    }[quantity],
  ],
  fewBelow: ({ fewBelow }) => [`Few: fewer than ${fewBelow}`],
  hidesFew: ({ hidesFew }) => [hidesFew ? 'Few hidden' : 'Few shown'],
  placing: ({ placing }) => [`Shown as ${placing}`],
  smoothingKm: ({ smoothingKm }) => [`Smoothing: ${smoothingKm}\u202fkm`],
  scaleKind: ({ scaleKind }) => [`Scale: ${scaleKind}`],
  colours: ({ colours: { palette, reversed, opacity } }) => [
    `Colours: ${palette}${reversed ? ', reversed' : ''}, ${Math.round(opacity * 100)}\u202f%`,
  ],
  domain: ({ domain, way }) => {
    const what = waySpecs[way].colours === 'sizes' ? 'sizes' : 'colours';
    return [`Numbers of the ${what} ${domain ? 'locked' : 'fitted'}`];
  },
  camera: ({ camera }) => [camera ? 'Map moved' : 'Whole world'],
  selectedServer: ({ selectedServer }) => [
    selectedServer
      ? `Card of ${selectedServer.replace(/^country:/, 'servers in ')}`
      : 'Card closed',
  ],
  inspecting: ({ inspecting }) => [
    inspecting ? `Looked inside: ${inspectorWords[inspecting].toLowerCase()}` : 'Inspector closed',
  ],
};

/** A step in words: "Country: Türkiye added", "Drawn as hexagons". */
export function stepWords(step: Step, before: Step | undefined): string {
  if (!before) return 'Beginning';
  // Colours are fitted anew with most choices: that is worth a word only by itself.
  const told = step.changed.filter((key) => key !== 'domain' || step.changed.length === 1);
  const words = told.flatMap(
    (key) => tellers[key]?.(step.chosen, before.chosen) ?? [`Changed: ${key}`],
  );
  return words.join('; ') || 'Order changed';
}
