import { lazy, memo, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { makeDensityClient } from './density/density-client.ts';
import { fetchMapLibrary } from './map/fetch-map-library.ts';
import { InputError } from './model/input-error.ts';
import type { DimensionAggregate } from './model/aggregate.ts';
import type { Dimension } from './model/query.ts';
import type { C2Server } from './model/telemetry.ts';
import { inhabitantsOf } from './model/inhabitants.ts';
import {
  isOfAddresses,
  isRate,
  quantityOf,
  rateGroups,
  rateSpecs,
  type Rate,
  type Rating,
} from './model/rate.ts';
import { fetchOwn } from './own-files.ts';
import { PageDialogs, useDialogs } from './page-dialogs.tsx';
import { source } from './page-source.ts';
import type { Documentation } from './panels/documentation-dialog.tsx';
import { Header } from './panels/header.tsx';
import { shownWindow } from './panels/heading-words.ts';
import { Notices } from './panels/notices.tsx';
import { Rail } from './panels/rail.tsx';
import { rankingCsv, rankingFileName, rateCsv, withoutCsv } from './panels/ranking-csv.ts';
import { saveFile } from './panels/save-file.ts';
import { Shell } from './panels/shell.tsx';
import { FoundCard } from './panels/found-card.tsx';
import { Timeline } from './panels/timeline.tsx';
import { ProgressOfLoad } from './progress-of-load.tsx';
import { inIPv4, rankingQuery } from './state/queries.ts';
import { SourceContext, type SourceInUse } from './state/source-context.ts';
import { useChoices } from './state/store.ts';
import { readLink } from './state/url.ts';
import { useHashing } from './use-hashing.ts';
import { useKeeping } from './use-keeping.ts';
import { useHistoryKeys } from './use-history-keys.ts';
import { goBySteps, goToStep, useLink } from './use-link.ts';
import { useLoading, type Loading } from './use-loading.ts';
import { useNotices } from './use-notices.ts';
import { usePageKeys } from './use-page-keys.ts';
import { useSearch } from './use-search.ts';
import { useSession, useSessionCheck } from './use-session.ts';
import { useTheme } from './use-theme.ts';
import { useWaysIn } from './ways-in.tsx';

/** How the header goes from step to step. */
const steps = { onBy: goBySteps, onStep: goToStep };
const noServers: readonly C2Server[] = [];
const MAP_TROUBLE = 'The map is interrupted';
/** More groups than any ranking has. */
const ALL_GROUPS = 10_000_000;

/** The map is fetched at once, but compiled in two parts of its own, so that the page answers in between. */
const mapPane = fetchMapLibrary().then(() => import('./map-pane.tsx'));
const MapPane = lazy(async () => ({ default: memo((await mapPane).MapPane) }));

/** The parts of the page are drawn for their own sake, not because a dialog opens or a notice comes. */
const [PageHeader, PageRail, PageTimeline] = [memo(Header), memo(Rail), memo(Timeline)];

/** What lives as long as the page. */
const densityClient = makeDensityClient();
useChoices.getState().choose(readLink(location.hash));

/** The reconstruction's manifest, as far as the page shows it. */
type Manifest = Documentation & { takedown: number };
function useManifest(tell: (title: string, error: unknown) => void): Manifest | null {
  const [manifest, setManifest] = useState<Manifest | null>(null);
  useEffect(() => {
    fetchOwn('generated/simda/manifest.json').then(
      (told) => setManifest(told as Manifest),
      (error: unknown) => tell('The documentation of the reconstruction is missing', error),
    );
  }, [tell]);
  return manifest;
}

/** What the timeline marks of the reconstruction; nothing of other data. */
function useEvents(manifest: Manifest | null) {
  return useMemo(
    () => (manifest ? [{ time: manifest.takedown, label: 'takedown, 9 April' }] : []),
    [manifest],
  );
}

/** A ranking with its rates, as CSV. */
async function rateCsvOf(
  ranking: DimensionAggregate,
  rating: Rating,
  rate: Rate | null,
): Promise<string> {
  const { dimension, keys } = ranking;
  if (rate === 'inhabitants') return rateCsv(rateGroups(ranking, rating, inhabitantsOf), rate);
  if (!rate || !isOfAddresses(dimension)) return rankingCsv(ranking);
  const { four } = await source.addresses(dimension, keys);
  const addresses = new Map(keys.map((key, index) => [key, four[index]!]));
  return rateCsv(
    rateGroups(ranking, rating, (key) => addresses.get(key) ?? 0),
    rate,
  );
}

/** Files that the page writes: the ranking in front and the refused rows. */
function useDownloads(loading: Loading, tell: (title: string, error: unknown) => void) {
  const { summary } = loading;
  const saveRanking = useCallback(
    (dimension: Dimension) => {
      const choices = useChoices.getState();
      const quantity = quantityOf(choices.quantity, dimension);
      const rate = isRate(quantity) ? quantity : null;
      const query = rankingQuery(choices, dimension, ALL_GROUPS);
      const write = async () => {
        const isOfIPv4 = rate !== null && rateSpecs[rate].isOfIPv4;
        const ranking = await source.aggregate(isOfIPv4 ? inIPv4(query) : query);
        const csv = await rateCsvOf(ranking, choices, rate);
        return { ranking, csv: withoutCsv(choices.without) + csv };
      };
      write().then(
        ({ ranking, csv }) => {
          const window = summary && shownWindow(summary, choices.time);
          const blob = new Blob([csv], { type: 'text/csv' });
          saveFile(blob, rankingFileName(ranking, window, rate));
        },
        (error: unknown) => tell('Could not save the ranking', error),
      );
    },
    [summary, tell],
  );
  const saveRefused = useCallback(() => {
    source.refusedCsv().then(
      (blob) => saveFile(blob, 'refused-rows.csv'),
      (error: unknown) => tell('Could not save the refused rows', error),
    );
  }, [tell]);
  return { saveRanking, saveRefused };
}

/** Opens the inspector on the hosts, which are there soonest. */
function inspect(): void {
  useChoices.getState().choose({ inspecting: 'hosts' });
}

/** The map, with what lies on it. */
function PageMap(props: {
  theme: 'dark' | 'light';
  onMap: SourceInUse;
  search: ReturnType<typeof useSearch>;
  loading: Loading;
  notices: Pick<ReturnType<typeof useNotices>, 'tell' | 'withdraw'>;
}) {
  const { theme, onMap, search, loading } = props;
  const { tell, withdraw } = props.notices;
  const contextLost = useCallback(
    (message: string) =>
      tell(MAP_TROUBLE, new InputError(message, 'a graphics context (WebGL 2).')),
    [tell],
  );
  const contextRestored = useCallback(() => withdraw(MAP_TROUBLE), [withdraw]);
  return (
    <>
      <SourceContext value={onMap}>
        <Suspense fallback={null}>
          <MapPane
            client={densityClient}
            theme={theme}
            onContextLost={contextLost}
            onContextRestored={contextRestored}
          />
        </Suspense>
      </SourceContext>
      {search.found && <FoundCard found={search.found} onClose={search.putAway} />}
      <ProgressOfLoad useProgress={loading.useProgress} onCancel={loading.cancel} />
    </>
  );
}

/** Header, rail, map and timeline. */
function PageParts(props: {
  theme: 'dark' | 'light';
  opens: ReturnType<typeof useDialogs>['opens'];
  onMap: SourceInUse;
  search: ReturnType<typeof useSearch>;
  loading: Loading;
  onHowRead: ReturnType<typeof useWaysIn>['onHowRead'];
  notices: Pick<ReturnType<typeof useNotices>, 'tell' | 'withdraw'>;
  /** Of the reconstruction, where that is what is shown. */
  manifest: Manifest | null;
  onSnapshot: (() => void) | null;
}) {
  const { theme, opens, onMap, search, loading, onHowRead, notices, manifest, onSnapshot } = props;
  const { saveRanking, saveRefused } = useDownloads(loading, notices.tell);
  const events = useEvents(manifest);
  const hasServers = (loading.summary?.servers.length ?? 0) > 0;
  return (
    <Shell
      header={
        <PageHeader
          theme={theme}
          onDocumented={manifest ? opens.documentation : null}
          onSearch={opens.search}
          onOpen={opens.files}
          onSnapshot={onSnapshot}
          onShortcuts={opens.shortcuts}
          steps={steps}
          onServers={hasServers ? opens.servers : null}
        />
      }
      rail={
        <PageRail
          onSaveRanking={saveRanking}
          onRefused={saveRefused}
          onDatabases={opens.databases}
          onPiles={opens.piles}
          onServers={opens.servers}
          onInspect={inspect}
          onHowRead={onHowRead}
        />
      }
      map={<PageMap {...{ theme, onMap, search, loading, notices }} />}
      timeline={<PageTimeline events={events} />}
    />
  );
}

/** The page: makes source and density client, and gives every part what it needs. */
export function App() {
  const theme = useTheme();
  const { notices, tell, dismiss, withdraw } = useNotices();
  const keeping = useKeeping(source, tell);
  const { dialog, opens, close } = useDialogs();
  const loading = useLoading(source, tell, keeping.onLoaded);
  const manifest = useManifest(tell);
  const { held, summary, version, openReconstruction } = loading;
  const { onSession, session, picture } = useSession({
    summary,
    tell,
    withdraw,
    openReconstruction,
  });
  const waysIn = useWaysIn(loading, tell, opens.files, close, onSession);
  const isHashWanted = dialog === 'snapshot' || session !== null;
  const hashing = useHashing(summary, loading.opened, isHashWanted);
  useSessionCheck(session, hashing, tell);
  useLink();
  useHistoryKeys();
  useEffect(() => void openReconstruction(), []); // eslint-disable-line react-hooks/exhaustive-deps -- once, at the start

  const report = useCallback((error: Error) => tell('No answer could be given', error), [tell]);
  const inUse = useMemo(() => ({ source, summary, version, report }), [summary, version, report]);
  const onMap = useMemo(() => ({ source, ...held, report }), [held, report]);
  const hasHits = (summary?.ledger.hits ?? 0) > 0;
  const onSnapshot = hasHits ? opens.snapshot : null;
  const servers = summary?.servers ?? noServers;
  const search = useSearch(close);
  const onInspect = hasHits ? inspect : null;
  const keys = {
    ...{ '?': opens.shortcuts, '/': opens.search, o: opens.files, s: onSnapshot, i: onInspect },
  };
  usePageKeys(keys, servers);

  return (
    <SourceContext value={inUse}>
      <PageParts
        {...{ theme, opens, onMap, search, loading, onSnapshot }}
        notices={{ tell, withdraw }}
        onHowRead={waysIn.onHowRead}
        manifest={summary?.reconstruction ? manifest : null}
      />
      <PageDialogs
        {...{ dialog, loading, waysIn, keeping, search, report, tell, densityClient, theme }}
        {...{ hashing, picture }}
        documentation={manifest}
        onClose={close}
      />
      <Notices notices={notices} onDismiss={dismiss} />
    </SourceContext>
  );
}
