import type { makeEngine } from '../src/engine/atlas-engine.ts';
import { readPrefix } from '../src/model/prefix.ts';
import type { Dimension } from '../src/model/query.ts';
import type { TimeRange } from '../src/model/time.ts';
import type { Filtering } from '../src/state/queries.ts';
import { UsageError } from './usage-error.ts';

const several = { type: 'string', multiple: true } as const;

/** The flags that say what is kept, for `parseArgs`; named as the keys of a link are. */
export const filterOptions = {
  time: { type: 'string' },
  country: several,
  city: several,
  network: several,
  family: several,
  server: several,
  prefix: several,
} as const;

const dimensions = ['country', 'city', 'network', 'family', 'server'] as const;

/** The values of these flags. */
export type FilterFlags = Partial<Record<(typeof dimensions)[number] | 'prefix', string[]>> & {
  time?: string;
};

/** What the flags keep; what they do not name is absent. */
export type FlagFilter = Partial<Pick<Filtering, 'time' | 'prefixes' | 'where'>>;

/** Keys whose form can be told; those of the others are texts of the data. */
const forms: Partial<Record<Dimension, { form: RegExp; example: string }>> = {
  country: { form: /^([A-Z]{2})?$/, example: 'ISO codes such as BR or NL,DE' },
  network: { form: /^(AS[1-9]\d*)?$/, example: 'AS numbers such as AS64496' },
};

const MOST_NAMED = 6;
const ALL_GROUPS = 10_000_000;
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/;

/** A range of a flag: UTC dates or times, the end exclusive. */
export function readRange(flag: string, text: string): TimeRange {
  const parts = text.split('..');
  const [start = NaN, end = NaN] = parts.map((part) => (TIME.test(part) ? Date.parse(part) : NaN));
  if (parts.length === 2 && start < end) return { start, end };
  throw new UsageError(
    `--${flag} "${text}" is no range of time; expected FROM..TO in UTC, TO exclusive, such as 2026-03-01..2026-04-01 or 2026-03-01T06:00Z..2026-03-01T18:00Z.`,
  );
}

const parted = (texts: readonly string[]) =>
  texts.flatMap((text) => text.split(',').map((part) => part.trim()));

function readPrefixes(texts: readonly string[]): string[] {
  return parted(texts).map((text) => {
    const prefix = readPrefix(text);
    if (prefix) return prefix.text;
    throw new UsageError(
      `--prefix "${text}" is no address or prefix; expected such as 192.0.2.0/24 or 2001:db8::/32.`,
    );
  });
}

function readForm(dimension: Dimension, texts: readonly string[]): readonly string[] {
  const wanted = forms[dimension];
  if (!wanted) return texts;
  const keys = parted(texts);
  const wrong = keys.find((key) => !wanted.form.test(key));
  if (wrong === undefined) return keys;
  throw new UsageError(`--${dimension} "${wrong}"; expected ${wanted.example}.`);
}

/** What the flags say by themselves. Texts of the data stay as they are until `settleFilter` holds them against it. */
export function readFilter(flags: FilterFlags): FlagFilter {
  const where: Partial<Record<Dimension, readonly string[]>> = {};
  for (const dimension of dimensions) {
    const texts = flags[dimension];
    if (texts) where[dimension] = readForm(dimension, texts);
  }
  return {
    ...(flags.time !== undefined && { time: readRange('time', flags.time) }),
    ...(flags.prefix && { prefixes: readPrefixes(flags.prefix) }),
    ...(Object.keys(where).length > 0 && { where }),
  };
}

/** Keys that the data has, by their number of hits. */
async function keysOf(
  engine: Pick<ReturnType<typeof makeEngine>, 'aggregate'>,
  dimension: Dimension,
): Promise<readonly string[]> {
  const { keys } = await engine.aggregate({
    filter: {},
    measure: 'hits',
    groupBy: { by: 'dimension', dimension, limit: ALL_GROUPS },
  });
  return keys;
}

/** A text of a flag as keys of the data: as a whole, since names have commas, or else parted at them. */
function knownKeys(dimension: Dimension, text: string, known: readonly string[]): string[] {
  const has = new Set(known);
  if (has.has(text)) return [text];
  const parts = parted([text]);
  const missing = parts.find((part) => !has.has(part));
  if (missing === undefined) return parts;
  const named = known.filter((key) => key !== '').slice(0, MOST_NAMED);
  const more = named.length < known.length ? ', ...' : '';
  const expected = named.length === 0 ? 'none, for the data names none' : named.join(', ') + more;
  throw new UsageError(
    `--${dimension} "${missing}" is not in the data; expected one of ${expected}.`,
  );
}

/** The filter of the flags for the data that was read; UsageError where they name what it does not have. */
export async function settleFilter(
  engine: Pick<ReturnType<typeof makeEngine>, 'aggregate'>,
  filter: FlagFilter,
): Promise<FlagFilter> {
  if (!filter.where) return filter;
  const where: Partial<Record<Dimension, readonly string[]>> = {};
  for (const [name, texts] of Object.entries(filter.where)) {
    const dimension = name as Dimension;
    const known = forms[dimension] ? null : await keysOf(engine, dimension);
    const keys = known ? texts.flatMap((text) => knownKeys(dimension, text, known)) : texts;
    where[dimension] = [...new Set(keys)];
  }
  return { ...filter, where };
}
