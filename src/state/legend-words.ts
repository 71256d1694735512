import { measureWords } from '../model/measure.ts';
import type { DimensionAggregate } from '../model/aggregate.ts';
import type { Measure } from '../model/query.ts';
import type { C2Server, ServerStatus } from '../model/telemetry.ts';
import { serverStatuses } from '../model/telemetry.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import { waySpecs, type MadeHow, type Way } from './ways.ts';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "Machines": what is counted, at the head of a line. */
export function countedWords(measure: Measure): string {
  return capital(measureWords[measure].unit);
}

/** What the colours count: "Machines per 1,000 km²" or "Machines by country". */
export function legendTitle(
  measure: Measure,
  way: Way,
  language: string,
  hexagonUnit: HexagonUnit = 'area',
): string {
  return capital(waySpecs[way].unit(measure, hexagonUnit, language));
}

/** How the picture was made, in one line. */
export function legendMethod(way: Way, made: Partial<MadeHow>, language: string): string {
  const nothing = { smoothingKm: null, hexagonKm2: null, showsPlaces: false, measure: null };
  return waySpecs[way].method({ ...nothing, ...made }, language);
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
