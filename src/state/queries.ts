import { MOST_ARCS } from '../model/arcs.ts';
import type { HostUnit, InspectedDimension } from '../model/inspection.ts';
import { readPrefix } from '../model/prefix.ts';
import type {
  Dimension,
  Filter,
  GroupByCall,
  GroupByCell,
  GroupByDimension,
  GroupByTime,
  GroupByTotal,
  Query,
} from '../model/query.ts';
import type { Milliseconds } from '../model/time.ts';
import type { Choices } from './choices.ts';

/** What a person chose to be kept. */
export type Filtering = Pick<Choices, 'time' | 'region' | 'prefixes' | 'where' | 'without'>;
type Counting = Filtering & Pick<Choices, 'measure'>;

/** Choices that filter nothing. */
export const everything: Filtering = {
  time: null,
  region: null,
  prefixes: [],
  where: {},
  without: [],
};

/** Whether anything is filtered. */
export function isFiltered({ time, region, prefixes, where, without }: Filtering): boolean {
  const isNarrowed = time !== null || region !== null;
  return isNarrowed || Object.keys(where).length + without.length + prefixes.length > 0;
}

/** The filter of all choices, but for the clause that was made in the asking view. */
export function filterOf(choices: Filtering, without?: 'time' | Dimension): Filter {
  const filter: Filter = {};
  if (choices.time && without !== 'time') filter.time = choices.time;
  if (choices.region) filter.region = choices.region;
  if (choices.prefixes.length > 0) filter.prefixes = choices.prefixes;
  if (choices.without.length > 0) filter.without = choices.without;
  const where = { ...choices.where };
  if (without && without !== 'time') delete where[without];
  if (Object.keys(where).length > 0) filter.where = where;
  return filter;
}

/** Bits of the prefixes that are rows of a table of hosts. */
const rowBits: Record<HostUnit, Record<4 | 6, number>> = {
  prefix: { 4: 24, 6: 48 },
  address: { 4: 32, 6: 128 },
};

/**
 * What filters a table of the inspector: all but its own rows, so that those beside a chosen one stay in sight. Prefixes
 * that are no rows of it, and what is chosen beside them, filter it still.
 */
export function beyondRows<C extends Filtering>(choices: C, of: HostUnit | InspectedDimension): C {
  if (of === 'prefix' || of === 'address') {
    const isRow = (text: string) => {
      const prefix = readPrefix(text);
      return prefix !== null && rowBits[of][prefix.family] === prefix.bits;
    };
    return choices.prefixes.every(isRow) ? { ...choices, prefixes: [] } : choices;
  }
  const { [of]: _, ...where } = choices.where;
  return { ...choices, where };
}

/** Cells for the density. */
export function cellQuery(choices: Counting, level: number): Query<GroupByCell> {
  return { filter: filterOf(choices), measure: choices.measure, groupBy: { by: 'cell', level } };
}

/** Hosts known to the country only, by country. */
export function countryOnlyQuery(choices: Counting): Query<GroupByDimension> {
  return {
    filter: { ...filterOf(choices), precision: 'country' },
    measure: choices.measure,
    groupBy: { by: 'dimension', dimension: 'country', limit: 300 },
  };
}

/** Every country, for shading. */
export function countriesQuery(choices: Counting): Query<GroupByDimension> {
  return {
    filter: filterOf(choices),
    measure: choices.measure,
    groupBy: { by: 'dimension', dimension: 'country', limit: 300 },
  };
}

/** The same question about IPv4 hosts alone: those that a rate by addresses counts. */
export function inIPv4(query: Query<GroupByDimension>): Query<GroupByDimension> {
  return { ...query, filter: { ...query.filter, addressFamily: 4 } };
}

/** Bins for the timeline, which ignores the time brush. */
export function timelineQuery(
  choices: Counting & Pick<Choices, 'counting'>,
  interval: Milliseconds,
): Query<GroupByTime> {
  return {
    filter: filterOf(choices, 'time'),
    measure: choices.measure,
    groupBy: { by: 'time', interval, counting: choices.counting },
  };
}

/** A ranking, which ignores its own dimension's filter. */
export function rankingQuery(
  choices: Counting,
  dimension: Dimension,
  limit: number,
): Query<GroupByDimension> {
  return {
    filter: filterOf(choices, dimension),
    measure: choices.measure,
    groupBy: { by: 'dimension', dimension, limit },
  };
}

/** Who called which server, but for servers that are left out. */
export function callQuery(choices: Counting, without: readonly string[]): Query<GroupByCall> {
  return {
    filter: filterOf(choices),
    measure: choices.measure,
    groupBy: { by: 'call', limit: MOST_ARCS, without },
  };
}

/** The large figure and its companions. */
export function totalQuery(choices: Counting): Query<GroupByTotal> {
  return { filter: filterOf(choices), measure: choices.measure, groupBy: { by: 'total' } };
}
