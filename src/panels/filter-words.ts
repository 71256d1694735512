import { readPileKey } from '../model/pile.ts';
import { dimensions, type Dimension } from '../model/query.ts';
import type { Choices } from '../state/choices.ts';
import type { Filtering } from '../state/queries.ts';
import { regionWords } from '../state/region-words.ts';
import { formatRange } from './format-number.ts';
import { pageLanguage } from './language.ts';
import { pileName } from './pile-words.ts';
import { dimensionWords, groupName } from './words.ts';

/** One clause of the filter in words, and what it is about. */
export interface Clause {
  id: string;
  /** What kind of filter it is. */
  kind: string;
  name: string;
  /** `key`, `prefix` or `pile` null stands for all of them together. */
  about:
    | 'time'
    | 'region'
    | { prefix: string | null }
    | { pile: string | null }
    | { dimension: Dimension; key: string | null };
}

/** More keys of one dimension than these become one clause. */
const MOST_KEYS = 4;

function dimensionClauses(choices: Pick<Choices, 'where'>, dimension: Dimension): Clause[] {
  const keys = choices.where[dimension] ?? [];
  const { singular: kind, plural } = dimensionWords[dimension];
  if (keys.length > MOST_KEYS) {
    const name = `${keys.length} ${plural.toLowerCase()}`;
    return [{ id: dimension, kind, name, about: { dimension, key: null } }];
  }
  return keys.map((key) => {
    const label = dimension === 'city' ? (key.split('/').at(-1) ?? key) : '';
    const name = groupName(dimension, key, label);
    return { id: `${dimension} ${key}`, kind, name, about: { dimension, key } };
  });
}

/** What is left out of the data, pile by pile. */
function pileClauses({ without }: Pick<Choices, 'without'>): Clause[] {
  const kind = 'Without';
  if (without.length > MOST_KEYS) {
    const name = `without ${without.length} likely default coordinates`;
    return [{ id: 'without', kind, name, about: { pile: null } }];
  }
  return without.flatMap((key) => {
    const pile = readPileKey(key);
    const name = pile ? `without ${pileName(pile)}` : '';
    return pile ? [{ id: `without ${key}`, kind, name, about: { pile: key } }] : [];
  });
}

/** Addresses that are kept, prefix by prefix. */
function prefixClauses({ prefixes }: Pick<Choices, 'prefixes'>): Clause[] {
  const kind = 'Addresses';
  if (prefixes.length > MOST_KEYS) {
    const name = `${prefixes.length} prefixes`;
    return [{ id: 'address', kind, name, about: { prefix: null } }];
  }
  return prefixes.map((prefix) => {
    return { id: `address ${prefix}`, kind, name: prefix, about: { prefix } };
  });
}

/** Every clause of the filter, in a fixed order. */
export function filterClauses(choices: Filtering): Clause[] {
  const { time, region } = choices;
  const clauses: Clause[] = [];
  if (time) {
    const name = formatRange(time.start, time.end);
    clauses.push({ id: 'time', kind: 'Time', name, about: 'time' });
  }
  if (region) {
    const name = regionWords(region, pageLanguage());
    clauses.push({ id: 'region', kind: 'Area', name, about: 'region' });
  }
  const ofDimensions = dimensions.flatMap((each) => dimensionClauses(choices, each));
  return [...clauses, ...prefixClauses(choices), ...pileClauses(choices), ...ofDimensions];
}
