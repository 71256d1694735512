import type { Measure } from './query.ts';

/** Words for a measure on screen. */
export interface MeasureWords {
  /** On the switch: one word. */
  name: string;
  /** After a number: "770,000 machines". */
  unit: string;
  /** After the number one. */
  single: string;
  /** The one sentence that says what is counted. */
  explanation: string;
}

/** Words for every measure. */
export const measureWords: Readonly<Record<Measure, MeasureWords>> = {
  hits: {
    name: 'Hits',
    unit: 'hits',
    single: 'hit',
    explanation: 'Accepted rows of the telemetry.',
  },
  events: {
    name: 'Events',
    unit: 'events',
    single: 'event',
    explanation: 'What the rows stand for: each counts as often as its file says.',
  },
  hosts: {
    name: 'Addresses',
    unit: 'addresses',
    single: 'address',
    explanation: 'Distinct IP addresses. Changing addresses (DHCP churn) inflate this number.',
  },
  machines: {
    name: 'Machines',
    unit: 'machines',
    single: 'machine',
    explanation: 'Distinct machine ids that the malware reported.',
  },
  prefixes: {
    name: 'Prefixes',
    unit: 'prefixes',
    single: 'prefix',
    explanation: 'Distinct /24 (IPv4) and /48 (IPv6) prefixes.',
  },
  networks: {
    name: 'Networks',
    unit: 'networks',
    single: 'network',
    explanation: 'Distinct networks by AS number.',
  },
  meanDailyHosts: {
    name: 'Daily mean',
    unit: 'addresses a day',
    single: 'address a day',
    explanation: 'Distinct IP addresses of each day, averaged over the days of the window.',
  },
};

/** The unit of a measure after a number: "1 machine", "2 machines". */
export function unitFor(measure: Measure, value: number): string {
  const { unit, single } = measureWords[measure];
  return value === 1 ? single : unit;
}
