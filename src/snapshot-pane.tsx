import { useEffect, useMemo, useState } from 'react';
import type { DensityClient } from './density/density-client.ts';
import { cellLevelOf } from './density/cell-level.ts';
import { resolutionFor } from './density/hexagon-grid.ts';
import { worldZoom } from './density/view-of-field.ts';
import { mapBox, sceneSize } from './export/make-scene.ts';
import { makeMapFrame } from './export/map-frame.ts';
import { methodWords } from './export/method-words.ts';
import type { Picture, PictureView } from './export/picture.ts';
import { sizeOf } from './export/picture-size.ts';
import { makeSnapshotClient } from './export/snapshot-client.ts';
import { SnapshotForm, type Draft } from './export/snapshot-form.tsx';
import type { Summary } from './model/source.ts';
import { filterClauses } from './panels/filter-words.ts';
import { dataTitle, shownWords } from './panels/heading-words.ts';
import { saveFile } from './panels/save-file.ts';
import { callQuery, cellQuery, countriesQuery, everything, totalQuery } from './state/queries.ts';
import { useChoices, useRating } from './state/store.ts';
import { useAggregate } from './state/use-aggregate.ts';
import { usePiles } from './state/use-piles.ts';
import { firstCentre, type Camera, type Choices } from './state/choices.ts';
import { quietServers } from './model/arcs.ts';
import { placedCells } from './model/placing.ts';
import { waySpecs } from './state/ways.ts';
import { useRatedCountries } from './use-rated-countries.ts';
import { fitLevelOf, useWayScale } from './use-scales.ts';

/** Size of the map on the page, CSS pixels. */
interface MapSize {
  width: number;
  height: number;
}

function measureMap(): MapSize {
  const map = document.querySelector('.atlas-map');
  return { width: map?.clientWidth || 1280, height: map?.clientHeight || 720 };
}

/** The view that shows, in a picture, all that the map on the page shows. */
function currentView(camera: Camera | null, map: MapSize, size: Pick<Picture, 'width' | 'height'>) {
  const box = mapBox(size);
  const { longitude, latitude } = camera ?? firstCentre;
  const zoom = camera?.zoom ?? worldZoom(map.width, map.height);
  const growth = Math.log2(Math.min(box.width / map.width, box.height / map.height));
  return { kind: 'mercator', longitude, latitude, zoom: zoom + growth } as const;
}

function firstDraft(summary: Summary, choices: Choices, theme: 'dark' | 'light'): Draft {
  return {
    title: dataTitle(summary),
    subtitle: shownWords(summary, choices.measure, choices.time),
    extent: choices.camera === null ? 'world' : 'view',
    size: '1920x1080',
    theme,
    tlp: null,
  };
}

/** The picture of a draft with the page's own choices; null until everything that it shows is counted. */
function useDraftedPicture(
  draft: Draft,
  summary: Summary,
  densityClient: DensityClient,
  mapSize: MapSize,
  language: string,
): Picture | null {
  const choices = useChoices();
  const { measure, way, hexagonUnit, smoothingKm, scaleKind, colours, camera, placing } = choices;
  const size = useMemo(() => sizeOf(draft.size), [draft.size]);
  const view = useMemo<PictureView>(
    () => (draft.extent === 'world' ? { kind: 'world' } : currentView(camera, mapSize, size)),
    [draft.extent, camera, mapSize, size],
  );
  const { zoom } = makeMapFrame(mapBox(size), view);
  const pixelZoom = zoom + Math.log2(sceneSize(size).pixelsPerUnit);
  const level = cellLevelOf(waySpecs[way].cells(zoom), pixelZoom, smoothingKm);
  const cells = useAggregate(cellQuery(choices, level));
  const countries = useAggregate(countriesQuery(choices));
  const isCalls = way === 'arcs';
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
    countries: rated.whole,
    isCount: rating.quantity === 'count',
    resolution: resolutionFor(zoom),
  };
  const { scale, spread } = useWayScale(densityClient, fit, choices.domain, draft.theme);
  const counted =
    !cells.stale &&
    !countries.stale &&
    !(isCalls && calls.stale) &&
    !total.stale &&
    !whole.stale &&
    !wholeCountries.stale &&
    !rated.stale;
  return useMemo(() => {
    if (!counted || !total.data || (choices.showPiles && !piles)) return null;
    const clauses = filterClauses(choices).map(({ kind, name }) =>
      kind === 'Without' || kind === 'Area' ? name : `${kind.toLowerCase()} ${name}`,
    );
    return {
      ...size,
      view,
      theme: draft.theme,
      language,
      title: draft.title,
      subtitle: draft.subtitle,
      tlp: draft.tlp,
      way,
      hexagonUnit,
      measure,
      total: total.data.value[measure],
      cells: placed,
      placing,
      smoothingKm,
      scaleKind,
      colours,
      spread,
      domain: scale?.domain ?? null,
      countries: countries.data,
      shaded: rated.shaded,
      rating,
      selectedCountries: choices.where.country ?? [],
      piles: piles ?? [],
      without: choices.without,
      calls: isCalls ? calls.data : null,
      servers: summary.servers,
      reconstruction: summary.reconstruction,
      dbIp: summary.databases.some(({ needsDbIpAttribution }) => needsDbIpAttribution),
      method: methodWords(summary, clauses, language),
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- choices changes with every move; what of it counts is named
  }, [
    counted,
    scale,
    size,
    view,
    draft,
    summary,
    total.data,
    calls.data,
    placed,
    countries.data,
    piles,
    rated.shaded,
    rating,
    language,
  ]);
}

interface SnapshotPaneProps {
  summary: Summary;
  densityClient: DensityClient;
  theme: 'dark' | 'light';
  language: string;
}

/** The picture that the page shows, to be worded, looked at and saved. */
export function SnapshotPane({ summary, densityClient, theme, language }: SnapshotPaneProps) {
  const [client] = useState(makeSnapshotClient);
  useEffect(() => () => client.close(), [client]);
  const [mapSize] = useState(measureMap);
  const [draft, setDraft] = useState(() => firstDraft(summary, useChoices.getState(), theme));
  const picture = useDraftedPicture(draft, summary, densityClient, mapSize, language);
  return (
    <SnapshotForm
      client={client}
      picture={picture}
      draft={draft}
      onDraft={setDraft}
      onSave={saveFile}
    />
  );
}
