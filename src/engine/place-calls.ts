import type { Aggregate } from '../model/aggregate.ts';
import type { C2Server } from '../model/telemetry.ts';
import type { Holding } from './load.ts';
import { placeServers } from './place-servers.ts';

/** What is known of a server that no list names: its address. */
function unlisted(address: string): C2Server {
  return {
    ...{ address, port: null, name: '', family: '', status: 'unknown', country: '', city: '' },
    ...{ latitude: null, longitude: null, accuracyKm: null, precision: null },
    ...{ firstSeen: null, lastSeen: null, source: '', mark: '' },
  };
}

/** Says which servers an answer about calls is of: those of lists as they are, others by the databases. */
export function placeCalls<A extends Aggregate>(answer: A, { servers, databases }: Holding): A {
  if (answer.by !== 'call') return answer;
  const listed = new Map(servers.map((server) => [server.address, server]));
  const named = [...new Set(answer.server)];
  const others = named.filter((address) => !listed.has(address)).map(unlisted);
  const opened = databases.flatMap((database) => database.opened ?? []);
  const placed = [...servers, ...placeServers(others, opened)];
  const wanted = new Set(named);
  return { ...answer, servers: placed.filter(({ address }) => wanted.has(address)) };
}
