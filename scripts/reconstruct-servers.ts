import { dotted } from './telemetry-text.ts';
import { figures } from './reconstruct-figures.ts';
import type { CountryPlan } from './reconstruct-plan.ts';

/** A C2 server of the reconstruction. */
export interface PlannedServer {
  address: string;
  name: string;
  country: string;
  mark: 'D' | 'd';
  source: string;
  /** Share of the machines that call it; assumed. */
  weight: number;
}

const seats: readonly { country: string; count: number; mark: 'D' | 'd'; source: string }[] = [
  {
    country: 'NL',
    count: 10,
    mark: 'D',
    source: 'INTERPOL, 13 April 2015: 10 of the 14 seized servers in the Netherlands',
  },
  ...['US', 'RU', 'LU', 'PL'].map((country) => ({
    country,
    count: 1,
    mark: 'd' as const,
    source:
      'INTERPOL, 13 April 2015: 14 servers, 10 Dutch, the others in four named countries, so one each',
  })),
];

/** The 14 seized servers. Their addresses were not published: these are made up, of the same range as the hosts. */
export function planServers(plans: readonly CountryPlan[]): PlannedServer[] {
  return seats.flatMap(({ country, count, mark, source }) => {
    const plan = plans.find((candidate) => candidate.country.code === country);
    if (!plan) throw new Error(`No plan for ${country}.`);
    return Array.from({ length: count }, (_, index) => ({
      address: dotted(plan.serverBlock + 10 + index),
      name: `Simda C2 ${country}-${index + 1}`,
      country,
      mark,
      source,
      weight: 1 / (index + 2),
    }));
  });
}

/** The C2 list as CSV. */
export function serversCsv(servers: readonly PlannedServer[]): string {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const rows = servers.map(({ address, name, country, source, mark }) =>
    [
      address,
      80,
      name,
      'Simda',
      'seized',
      day(figures.windowStart),
      day(figures.takedown),
      country,
      '',
      `"${source}"`,
      mark,
    ].join(','),
  );
  return `address,port,name,family,status,first_seen,last_seen,country,city,source,mark\n${rows.join('\n')}\n`;
}
