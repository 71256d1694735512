import { inhabitantsSource } from '../model/inhabitants.ts';
import type { Quantity, Rating } from '../model/rate.ts';
import { countWords } from '../model/number-words.ts';
import { measureWords } from '../model/measure.ts';
import type { DimensionAggregate } from '../model/aggregate.ts';
import type { Measure } from '../model/query.ts';
import type { C2Server, ServerStatus } from '../model/telemetry.ts';
import { serverStatuses } from '../model/telemetry.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { MadeHow } from '../ways/way-spec.ts';
import { waySpecs, type Way } from '../ways/ways.ts';

/** What nothing else is known of. */
const madeSomehow: MadeHow = {
  ...{ smoothingKm: null, hexagonKm2: null, showsPlaces: false, measure: null },
  placing: 'uncertain',
  ...{ symbols: null, namesServers: true },
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "Machines": what is counted, at the head of a line. */
export function countedWords(measure: Measure): string {
  return capital(measureWords[measure].unit);
}

/** What the colours count: "Machines per 1,000 km²", "Machines by country" or "Machines per million IPv4 addresses". */
export function legendTitle(
  measure: Measure,
  way: Way,
  language: string,
  hexagonUnit: HexagonUnit = 'area',
  quantity: Rating['quantity'] = 'count',
): string {
  return capital(waySpecs[way].unit(measure, { hexagonUnit, quantity }, language));
}

/** How the picture was made, in one line. */
export function legendMethod(way: Way, made: Partial<MadeHow>, language: string): string {
  return waySpecs[way].method({ ...madeSomehow, ...made }, language);
}

/** What figures are of. */
const baseWords: Readonly<Record<Exclude<Quantity, 'count'>, string>> = {
  share: 'of everything that the filters keep',
  million: 'IPv4 alone, by the addresses that the databases place there',
  inhabitants: `by inhabitants ${inhabitantsSource}`,
};

/** What a rate or share of a country is of, and what becomes of few, in one line; '' for counts. */
export function ratingMethod({ quantity, fewBelow, hidesFew }: Rating, language: string): string {
  if (quantity === 'count') return '';
  const base = baseWords[quantity];
  const few = `fewer than ${countWords(fewBelow, language)}`;
  if (fewBelow <= 1) return base;
  return hidesFew ? `${base}; ${few} not shown` : `${base}; ${few} say little`;
}

/** What is left out of the picture as likely default coordinates; '' where nothing is. */
export function withoutWords(without: readonly string[], language: string): string {
  const count = without.length;
  if (count === 0) return '';
  const what = count === 1 ? 'coordinate' : 'coordinates';
  return `Without ${countWords(count, language)} likely default ${what}`;
}

/** How many servers have each status; none that nobody has. */
export function statusCounts(
  servers: readonly C2Server[],
): { status: ServerStatus; count: number }[] {
  return serverStatuses
    .map((status) => ({
      status,
      count: servers.filter((server) => server.status === status).length,
    }))
    .filter(({ count }) => count > 0);
}

/** The sum of what is known to the country only. */
export function countryOnlyTotal(countries: DimensionAggregate | null): number {
  return countries?.countryOnly.reduce((sum, value) => sum + value, 0) ?? 0;
}
