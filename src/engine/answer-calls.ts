import type { CallAggregate } from '../model/aggregate.ts';
import type { GroupByCall, Query } from '../model/query.ts';
import { NO_GROUP } from './count-kernels.ts';
import { divisorOf } from './days.ts';
import type { Grouping } from './grouping.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

/** Numbers of groups; NO_GROUP for those of unknown key and those that are left out. */
function numbersOf(keys: readonly string[], without: ReadonlySet<string>): Uint32Array {
  let next = 0;
  return Uint32Array.from(keys, (key) => (key === '' || without.has(key) ? NO_GROUP : next++));
}

/** Pairs of countries and the servers that their hosts called, in steps. */
export function* answerCalls(
  index: TelemetryIndex,
  { filter, measure, groupBy: { limit, without } }: Query<GroupByCall>,
): Steps<CallAggregate> {
  const { grouping: byCountry, keys: countryKeys } = index.byDimension('country');
  const { grouping: byServer, keys: serverKeys } = index.byDimension('server');
  const divisor = divisorOf(index.telemetry, filter, measure);
  const total = (yield* index.counting(filter, index.all, measure, 'map'))[0]! / divisor;
  const countryNumbers = numbersOf(countryKeys, new Set());
  const serverNumbers = numbersOf(serverKeys, new Set(without));
  const countries = countryKeys.filter((_, n) => countryNumbers[n] !== NO_GROUP);
  const servers = serverKeys.filter((_, n) => serverNumbers[n] !== NO_GROUP);
  if (byCountry.kind !== 'place' || byServer.kind !== 'kind' || servers.length === 0) {
    const none = { country: [], server: [], value: new Float64Array(0), groups: 0, servers: [] };
    return { by: 'call', measure, total, ...none };
  }
  const scaled = countryNumbers.map((n) => (n === NO_GROUP ? NO_GROUP : n * servers.length));
  const grouping: Grouping = {
    kind: 'call',
    name: 'call',
    groups: countries.length * servers.length,
    ofPlace: byCountry.ofPlace.map((country) => scaled[country]!),
    ofKind: byServer.ofKind.map((server) => serverNumbers[server]!),
    places: null,
  };
  const counts = yield* index.countingOnce(filter, grouping, measure, 'map');
  const countryOf = (group: number) => countries[Math.floor(group / servers.length)]!;
  const serverOf = (group: number) => servers[group % servers.length]!;
  const name = (group: number) => `${serverOf(group)} ${countryOf(group)}`;
  const found: number[] = [];
  counts.forEach((count, group) => {
    if (count > 0) found.push(group);
  });
  found.sort((a, b) => counts[b]! - counts[a]! || (name(a) < name(b) ? -1 : 1));
  const kept = found.slice(0, limit);
  return {
    ...{ by: 'call', measure, total, groups: found.length, servers: [] },
    country: kept.map(countryOf),
    server: kept.map(serverOf),
    value: Float64Array.from(kept, (group) => counts[group]! / divisor),
  };
}
