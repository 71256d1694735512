import { useEffect, useMemo, useState } from 'react';
import { resolutionFor } from './density/hexagon-grid.ts';
import type { DensityClient } from './density/density-client.ts';
import { pageSizeOf, type Draft } from './export/draft.ts';
import type { Hashing } from './export/hash-files.ts';
import { makeFrames } from './export/make-frames.ts';
import { methodWords } from './export/method-words.ts';
import type { Logo, Picture } from './export/picture.ts';
import { makeSnapshotClient } from './export/snapshot-client.ts';
import { SnapshotForm } from './export/snapshot-form.tsx';
import { themes } from './export/themes.ts';
import { countryName } from './model/country-name.ts';
import { placedCells } from './model/placing.ts';
import type { Summary } from './model/source.ts';
import { shownWindow } from './panels/heading-words.ts';
import { saveFile } from './panels/save-file.ts';
import { quietServers } from './model/arcs.ts';
import {
  cellsFor,
  dataNames,
  filterSentences,
  rankingTable,
  sessionText,
  viewOf,
  usualSubtitle,
  writtenNotes,
  type MapSize,
} from './picture-parts.ts';
import {
  callQuery,
  cellQuery,
  countriesQuery,
  everything,
  rankingQuery,
  timelineQuery,
  totalQuery,
} from './state/queries.ts';
import { firstCentre } from './state/choices.ts';
import { useChoices, useRating } from './state/store.ts';
import { useSource } from './state/source-context.ts';
import { binLength } from './state/time-bins.ts';
import { useAggregate } from './state/use-aggregate.ts';
import { usePiles } from './state/use-piles.ts';
import { useDraft } from './use-draft.ts';
import { useRatedCountries } from './use-rated-countries.ts';
import { asksForCalls } from './ways/ways.ts';
import { fitLevelOf, useWayScale } from './use-scales.ts';

function measureMap(): MapSize {
  const map = document.querySelector('.atlas-map');
  return { width: map?.clientWidth || 1280, height: map?.clientHeight || 720 };
}

interface Drafted {
  draft: Draft;
  logo: Logo | null;
  hashes: ReadonlyMap<string, string>;
}

/** What the table and the timeline of a picture show; null where they are left out or still being counted. */
function useExtras({ draft: { shown, tableRows } }: Drafted, summary: Summary) {
  const choices = useChoices();
  const whole = shownWindow(summary, null);
  const timeline = useAggregate(
    shown.timeline && whole ? timelineQuery(choices, binLength(whole)) : null,
  );
  const ranking = useAggregate(
    shown.table ? rankingQuery(choices, choices.ranking, tableRows) : null,
  );
  const isStale = (shown.timeline && whole && timeline.stale) || (shown.table && ranking.stale);
  return {
    timeline: shown.timeline ? timeline.data : null,
    ranking: shown.table ? ranking.data : null,
    isStale: Boolean(isStale),
  };
}

/** What a picture shows, asked with the page's own choices and drawn in the view of a draft. */
function useAnswers(
  drafted: Drafted,
  summary: Summary,
  densityClient: DensityClient,
  mapSize: MapSize,
) {
  const { draft } = drafted;
  const choices = useChoices();
  const { measure, way, hexagonUnit, smoothingKm, scaleKind, colours, camera, placing } = choices;
  const { projection } = choices;
  const view = useMemo(
    () => viewOf(draft.view, { camera, projection }, mapSize),
    [draft.view, camera, projection, mapSize],
  );
  const { level, zoom } = cellsFor(draft, view, choices, null);
  const extras = useExtras(drafted, summary);
  const cells = useAggregate(cellQuery(choices, level));
  const countries = useAggregate(countriesQuery(choices));
  const isCalls = asksForCalls(way);
  const calls = useAggregate(isCalls ? callQuery(choices, quietServers(summary.servers)) : null);
  const total = useAggregate(totalQuery(choices));
  const whole = useAggregate(cellQuery({ ...everything, measure }, fitLevelOf(way)));
  const piles = usePiles(choices.showPiles);
  const wholeCountries = useAggregate(countriesQuery({ ...everything, measure }));
  const placed = useMemo(() => placedCells(cells.data, placing), [cells.data, placing]);
  const wholePlaced = useMemo(() => placedCells(whole.data, placing), [whole.data, placing]);
  const rating = useRating();
  const counts = { kept: countries.data, whole: wholeCountries.data };
  const rated = useRatedCountries(choices, counts, way === 'countries');
  const fit = {
    ...{ way, smoothingKm, hexagonUnit, colours },
    kind: scaleKind,
    cells: wholePlaced,
    countries: way === 'countries' ? rated.whole : wholeCountries.data,
    quantity: rating.quantity,
    resolution: resolutionFor(zoom),
  };
  const { scale, spread } = useWayScale(
    densityClient,
    fit,
    choices.domain,
    themes[draft.theme].base,
  );
  const isCounted =
    !cells.stale &&
    !countries.stale &&
    !(isCalls && calls.stale) &&
    !total.stale &&
    !whole.stale &&
    !wholeCountries.stale &&
    !rated.stale &&
    !extras.isStale;
  return {
    ...{ choices, view, isCounted, extras, countries: countries.data, total: total.data },
    ...{ calls: isCalls ? calls.data : null, piles, placed, rating, shaded: rated.shaded },
    ...{ scale, spread },
  };
}

/** The picture of a draft with the page's own choices; null until everything that it shows is counted. */
function useDraftedPicture(
  drafted: Drafted,
  summary: Summary,
  densityClient: DensityClient,
  mapSize: MapSize,
  language: string,
): Picture | null {
  const { draft, logo, hashes } = drafted;
  const answers = useAnswers(drafted, summary, densityClient, mapSize);
  const { choices, view, isCounted, extras, countries, total, calls, piles, placed } = answers;
  const { rating, shaded, scale, spread } = answers;
  return useMemo(() => {
    if (!isCounted || !total || (choices.showPiles && !piles)) return null;
    const { measure, way, hexagonUnit, smoothingKm, scaleKind, colours, placing } = choices;
    const filters = filterSentences(choices);
    return {
      ...pageSizeOf(draft),
      ...{ view, language, logo, theme: draft.theme, mark: draft.mark, shown: draft.shown },
      ...{ title: draft.title, subtitle: draft.subtitle },
      annotations: writtenNotes(draft.annotations),
      ...{ way, hexagonUnit, measure, total: total.value[measure], cells: placed, placing },
      ...{ smoothingKm, scaleKind, colours, spread, domain: scale?.domain ?? null },
      ...{ countries, shaded, rating },
      selectedCountries: choices.where.country ?? [],
      region: choices.region,
      ranking: extras.ranking && rankingTable(extras.ranking, choices, language),
      ...{ timeline: extras.timeline, window: choices.time },
      covers: shownWindow(summary, choices.time),
      ...{ piles: piles ?? [], without: choices.without, servers: summary.servers },
      ...{ calls, namesServers: summary.dimensions.includes('server') },
      ...{ reconstruction: summary.reconstruction, filters },
      dbIp: summary.databases.some(({ needsDbIpAttribution }) => needsDbIpAttribution),
      method: methodWords(summary, filters, language, dataNames(summary, hashes)),
      session: sessionText(choices, draft, summary, hashes),
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- choices changes with every move; what of it counts is named
  }, [
    isCounted,
    scale,
    view,
    drafted,
    summary,
    total,
    calls,
    placed,
    countries,
    extras.timeline,
    extras.ranking,
    piles,
    shaded,
    rating,
    language,
  ]);
}

interface SnapshotPaneProps {
  summary: Summary;
  densityClient: DensityClient;
  theme: 'dark' | 'light';
  language: string;
  /** Hashes of the files by name, as far as they are known, and how far the others are. */
  hashing: Hashing;
  /** The picture of a session that was opened; null for a new one. */
  restored: Draft | null;
}

/** The picture that the page shows, to be worded, looked at and saved. */
export function SnapshotPane(props: SnapshotPaneProps) {
  const { summary, densityClient, theme, language, hashing, restored } = props;
  const [client] = useState(makeSnapshotClient);
  useEffect(() => () => client.close(), [client]);
  const [mapSize] = useState(measureMap);
  const { draft, setDraft, presets } = useDraft(summary, theme, restored);
  const [logo, setLogo] = useState<Logo | null>(null);
  const { hashes } = hashing;
  const drafted = useMemo(() => ({ draft, logo, hashes }), [draft, logo, hashes]);
  const picture = useDraftedPicture(drafted, summary, densityClient, mapSize, language);
  const { source } = useSource();
  const framesOf = (of: Picture) => {
    const choices = useChoices.getState();
    return makeFrames({
      ...{ picture: of, summary, choices },
      aggregate: (query) => source.aggregate(query),
      windowWords: (window) => usualSubtitle(summary, { ...choices, time: window }, language),
      tableOf: (ranking) => rankingTable(ranking, choices, language),
    });
  };
  const countries = useMemo(
    () =>
      (picture?.countries?.keys ?? [])
        .filter((code) => /^[A-Z]{2}$/.test(code))
        .map((code) => ({ code, name: countryName(code, language) }))
        .sort((a, b) => a.name.localeCompare(b.name, language)),
    [picture?.countries, language],
  );
  const { longitude, latitude } = useChoices((choices) => choices.camera) ?? firstCentre;
  return (
    <SnapshotForm
      {...{ client, picture, draft, presets, countries, logo, hashing }}
      middle={{ longitude: rounded(longitude), latitude: rounded(latitude) }}
      onDraft={setDraft}
      onLogo={setLogo}
      onFrames={framesOf}
      onSave={saveFile}
    />
  );
}

const rounded = (degrees: number) => Math.round(degrees * 1000) / 1000;
