import { PLACE_LEVEL } from '../src/model/query.ts';
import { axisOf } from '../src/density/way-scale.ts';
import { FIT_LEVEL, fitCountries } from '../src/density/fit-scale.ts';
import { FIT_RESOLUTION, resolutionFor } from '../src/density/hexagon-grid.ts';
import type { makeEngine } from '../src/engine/atlas-engine.ts';
import { pageSizeOf, type Draft } from '../src/export/draft.ts';
import { fittedDomain, fittedHexagons } from '../src/export/fit-domain.ts';
import type { Assets } from '../src/export/make-scene.ts';
import { methodWords } from '../src/export/method-words.ts';
import type { Logo, Picture } from '../src/export/picture.ts';
import { placedCells } from '../src/model/placing.ts';
import { inhabitantsOf } from '../src/model/inhabitants.ts';
import { rateGroups } from '../src/model/rate.ts';
import type { Summary } from '../src/model/source.ts';
import { quietServers } from '../src/model/arcs.ts';
import { binLength } from '../src/state/time-bins.ts';
import { shownWindow } from '../src/panels/heading-words.ts';
import {
  cellsFor,
  dataNames,
  filterSentences,
  rankingTable,
  sessionText,
  viewOf,
  writtenNotes,
} from '../src/picture-parts.ts';
import type { Choices } from '../src/state/choices.ts';
import {
  callQuery,
  cellQuery,
  countriesQuery,
  everything,
  inIPv4,
  rankingQuery,
  timelineQuery,
  totalQuery,
} from '../src/state/queries.ts';
import { asksForCalls, waySpecs } from '../src/ways/ways.ts';

type Engine = ReturnType<typeof makeEngine>;

/** The map that "the current view" of a session is taken from: that of a usual window. */
const USUAL_MAP = { width: 1280, height: 720 };

/** What pictures are made of. */
export interface Making {
  engine: Engine;
  summary: Summary;
  assets: Assets;
  hashes: ReadonlyMap<string, string>;
  /** BCP 47 tag of words and numbers. */
  language: string;
  logo: Logo | null;
}

/** Colours as they were locked, or fitted to everything that is there, as on the page. */
async function fitColours(
  engine: Engine,
  choices: Choices,
  zoom: number,
): Promise<Picture['domain']> {
  const { way, measure, smoothingKm, scaleKind, hexagonUnit, domain, placing } = choices;
  if (domain) return domain;
  const whole = { ...everything, measure };
  if (way === 'countries') {
    const { shaded } = await shadedCountries(engine, { ...choices, ...everything });
    return fitCountries(shaded, axisOf(scaleKind), choices.quantity);
  }
  const { colours } = waySpecs[way];
  if (colours === 'none') return null;
  if (colours === 'sizes') {
    return fitCountries(await engine.aggregate(countriesQuery(whole)), 'linear');
  }
  if (colours === 'hexagons') {
    const places = await engine.aggregate(cellQuery(whole, PLACE_LEVEL));
    const resolution = hexagonUnit === 'area' ? FIT_RESOLUTION : resolutionFor(zoom);
    return fittedHexagons(places, resolution, hexagonUnit, scaleKind);
  }
  const cells = await engine.aggregate(cellQuery(whole, FIT_LEVEL));
  return fittedDomain(placedCells(cells, placing) ?? cells, smoothingKm, scaleKind);
}

/** Countries with what they are shaded by. */
async function shadedCountries(engine: Engine, choices: Choices) {
  const countries = await engine.aggregate(countriesQuery(choices));
  if (choices.way !== 'countries') return { countries, shaded: null };
  if (choices.quantity !== 'million') {
    return { countries, shaded: rateGroups(countries, choices, inhabitantsOf) };
  }
  const counted = await engine.aggregate(inIPv4(countriesQuery(choices)));
  const { four } = await engine.addresses('country', counted.keys);
  const addresses = new Map(counted.keys.map((key, index) => [key, four[index]!]));
  return { countries, shaded: rateGroups(counted, choices, (key) => addresses.get(key) ?? 0) };
}

/** The picture of a draft with what was chosen: what the page would show for the same. */
export async function makePicture(
  { engine, summary, assets, hashes, language, logo }: Making,
  choices: Choices,
  draft: Draft,
): Promise<Picture> {
  const { measure, way, shown } = { ...choices, shown: draft.shown };
  const view = viewOf(draft.view, choices, USUAL_MAP);
  const { level, zoom } = cellsFor(draft, view, choices, assets.basemap.areas);
  const cells = await engine.aggregate(cellQuery(choices, level));
  const { countries, shaded } = await shadedCountries(engine, choices);
  const ranking = shown.table
    ? await engine.aggregate(rankingQuery(choices, choices.ranking, draft.tableRows))
    : null;
  const whole = shownWindow(summary, null);
  const timeline =
    shown.timeline && whole
      ? await engine.aggregate(timelineQuery(choices, binLength(whole)))
      : null;
  const filters = filterSentences(choices);
  return {
    ...pageSizeOf(draft),
    ...{ view, theme: draft.theme, language, title: draft.title },
    ...{ subtitle: draft.subtitle, mark: draft.mark, shown, logo },
    annotations: writtenNotes(draft.annotations),
    ...{ way, measure, hexagonUnit: choices.hexagonUnit },
    total: (await engine.aggregate(totalQuery(choices))).value[measure],
    cells: placedCells(cells, choices.placing),
    ...{ placing: choices.placing, smoothingKm: choices.smoothingKm, scaleKind: choices.scaleKind },
    ...{ colours: choices.colours, spread: null },
    domain: await fitColours(engine, choices, zoom),
    ...{ countries, shaded, rating: choices },
    calls: asksForCalls(way)
      ? await engine.aggregate(callQuery(choices, quietServers(summary.servers)))
      : null,
    namesServers: summary.dimensions.includes('server'),
    selectedCountries: choices.where.country ?? [],
    region: choices.region,
    ranking: ranking && rankingTable(ranking, choices, language),
    ...{
      timeline,
      window: choices.time,
      covers: shownWindow(summary, choices.time),
      piles: [],
      without: choices.without,
    },
    ...{ servers: summary.servers, reconstruction: summary.reconstruction, filters },
    dbIp: summary.databases.some(({ needsDbIpAttribution }) => needsDbIpAttribution),
    method: methodWords(summary, filters, language, dataNames(summary, hashes)),
    session: sessionText(choices, draft, summary, hashes),
  };
}
