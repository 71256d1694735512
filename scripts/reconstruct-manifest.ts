import { figures } from './reconstruct-figures.ts';

/** D documented, d deduced from documented figures, A assumed. */
export type Mark = 'D' | 'd' | 'A';

/** One figure of the reconstruction. */
export interface Figure {
  label: string;
  value: string;
  mark: Mark;
  source: string;
}

/** What was written. */
export interface Written {
  rows: number;
  machines: number;
  addresses: number;
  countries: number;
  servers: number;
  files: Record<string, { bytes: number; sha256: string }>;
}

const interpol = 'INTERPOL, release of 13 April 2015';
const microsoft = 'Microsoft, figures of April 2015 as the press reported them';
const assumed = 'Assumption of this reconstruction';
const number = (value: number) => value.toLocaleString('en');

const documented: readonly Figure[] = [
  { label: 'Action', value: '9 April 2015, announced on 13 April', mark: 'D', source: interpol },
  {
    label: 'Infected computers',
    value: 'more than 770,000 over about six months',
    mark: 'D',
    source: `${interpol}; Microsoft`,
  },
  { label: 'Countries', value: 'more than 190', mark: 'D', source: `${interpol}; Kaspersky` },
  {
    label: 'New cases a month',
    value: 'about 128,000, with a sharp increase',
    mark: 'D',
    source: `Microsoft; ${interpol}`,
  },
  {
    label: 'New cases in the United States, January and February 2015',
    value: '90,000',
    mark: 'D',
    source: interpol,
  },
  {
    label: 'Share of the United States, February and March 2015',
    value: '22 %',
    mark: 'D',
    source: microsoft,
  },
  {
    label: 'Shares of Türkiye, Canada, Russia',
    value: '5 %, 4 %, 4 %',
    mark: 'D',
    source: microsoft,
  },
  {
    label: 'Share of the ten most affected countries',
    value: '54 %',
    mark: 'D',
    source: microsoft,
  },
  {
    label: 'Seized C2 servers',
    value: '14, of which 10 in the Netherlands',
    mark: 'D',
    source: `${interpol}; Kaspersky`,
  },
  {
    label: 'C2 servers in US, RU, LU, PL',
    value: 'one each',
    mark: 'd',
    source: 'Four servers in four named countries',
  },
  {
    label: 'Machines of ranks six to ten together',
    value: '107,800',
    mark: 'd',
    source: 'The ten have 54 %; the first five 40 %',
  },
  {
    label: 'Addresses known to the country only',
    value:
      '46 % of the world; US 38, GB 70, TR 56, CA 18, RU 62, NL 47, DE 59, JP 72, BR 83, LU 81 %',
    mark: 'D',
    source: "MaxMind's free database of February 2015; that Simda's hosts follow it is assumed",
  },
  {
    label: 'More addresses than machines',
    value: 'address churn, as Torpig showed: 180,835 ids, 1,247,642 addresses in ten days',
    mark: 'D',
    source: 'Stone-Gross et al. 2009',
  },
];

function assume(label: string, value: string, because = ''): Figure {
  return { label, value, mark: 'A', source: because === '' ? assumed : `${assumed}; ${because}` };
}

function assumptions({ machines, countries, addresses }: Written): Figure[] {
  const months = (counts: readonly number[]) => counts.map(number).join(' / ');
  const top = Object.entries(figures.top).map(([code, count]) => `${code} ${number(count)}`);
  const others = `${number(354_200)} over ${number(countries - 10)} countries`;
  return [
    assume('Window', '1 October 2014 to 31 March 2015', 'six months are documented'),
    assume('Machine ids', `exactly ${number(machines)}`, 'the documented figure is a floor'),
    assume(
      'Machines of the first ten countries',
      top.join(', '),
      'documented shares of two months over the whole window; the share of GB and the names of ranks six to ten',
    ),
    assume('Machines of the others', `${others}, by inhabitants of cities`, 'the sum is deduced'),
    assume(
      'New machines by month, October to March',
      months(figures.worldByMonth),
      'fitted to the documented mean and increase',
    ),
    assume(
      'New machines by month, United States',
      months(figures.usByMonth),
      'fitted to 90,000 in January and February and to 22 %',
    ),
    assume('Place within a country', 'cities by population', 'cities from GeoNames'),
    assume('Accuracy radius', 'lognormal, median about 20 km; country only: 1,000 km'),
    assume('Addresses', number(addresses), 'churn differs by country'),
    assume('Days and hours of check-ins', 'more on working days and in local evenings'),
    assume('Victims of each server', 'by falling weights'),
    assume(
      'Addresses of hosts and servers',
      '240.0.0.0/4, which was never given to anyone',
      'no real address is called infected; the seized addresses were not published',
    ),
  ];
}

/** The manifest that the page shows: every figure with its mark and source, and what was written. */
export function makeManifest(written: Written) {
  return {
    title: 'Simda, October 2014 to March 2015',
    subtitle: 'Reconstruction from published totals',
    note: "INTERPOL's partners made a heat map of the Simda infections and of the command and control servers. Its look was not published: no colours, projection, legend or points are known. This is a reconstruction, styled after it. It meets the published totals; everything below them is drawn at random from a fixed seed.",
    marks: {
      D: 'Documented: published by one of the partners.',
      d: 'Deduced: follows from documented figures.',
      A: 'Assumed: chosen for this reconstruction.',
    },
    seed: figures.seed,
    window: { start: figures.windowStart, end: figures.windowEnd },
    takedown: figures.takedown,
    figures: [...documented, ...assumptions(written)],
    written,
    attributions: [
      {
        text: 'City names, places and populations: GeoNames',
        url: 'https://www.geonames.org',
        licence: 'CC BY 4.0',
      },
    ],
  };
}
