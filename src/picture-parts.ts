import type { Annotation, PictureView, RankingTable } from './export/picture.ts';
import { pageSizeOf, type Draft, type DraftView } from './export/draft.ts';
import { usualMapBox } from './export/layout.ts';
import { makeMapFrame } from './export/map-frame.ts';
import { pageOf } from './export/page.ts';
import type { Areas } from './export/basemap.ts';
import { regions } from './export/regions.ts';
import { wholeWorld } from './export/picture.ts';
import { writeSession, type DataName } from './export/session.ts';
import { cellLevelOf } from './density/cell-level.ts';
import { worldZoom } from './density/view-of-field.ts';
import { globeRadius } from './map/globe-sight.ts';
import { globeOf, worldCamera } from './map/sight.ts';
import type { DimensionAggregate } from './model/aggregate.ts';
import type { Summary } from './model/source.ts';
import { isoDate } from './model/time.ts';
import { filterClauses } from './panels/filter-words.ts';
import { shownWords } from './panels/heading-words.ts';
import { dimensionWords, groupName } from './panels/words.ts';
import { firstCentre, type Camera, type Choices } from './state/choices.ts';
import { waySpecs } from './ways/ways.ts';

/** Size of the map on the page, CSS pixels. */
export interface MapSize {
  width: number;
  height: number;
}

/** The view of a draft: "current" is all that the map of a size shows. */
export function viewOf(
  view: DraftView,
  { camera, projection }: Pick<Choices, 'camera' | 'projection'>,
  map: MapSize,
): PictureView {
  switch (view.kind) {
    case 'world':
    case 'countries':
      return view;
    case 'region': {
      const found = regions.find(({ id }) => id === view.id);
      if (!found) return wholeWorld;
      const { west, south, east, north } = found;
      return { kind: 'box', west, south, east, north };
    }
    case 'current': {
      if (projection === 'globe') return globeSeen(camera, map);
      const { longitude, latitude } = camera ?? firstCentre;
      const zoom = camera?.zoom ?? worldZoom(map.width, map.height);
      return { kind: 'mercator', longitude, latitude, zoom, on: map };
    }
  }
}

/** The globe as a map of a size shows it. */
function globeSeen(camera: Camera | null, map: MapSize): PictureView {
  const globe = globeOf(camera ?? worldCamera('globe', map.width, map.height), map);
  const { longitude, latitude, zoom } = globe;
  const size = { radius: globeRadius(globe), camera: globe.camera };
  return { kind: 'globe', longitude, latitude, zoom, ...size, on: map };
}

/**
 * How finely cells must be asked for, for a picture of a draft, and the zoom of its map.
 * @param areas what countries are fitted by; without them the cells are as fine as any map needs
 */
export function cellsFor(
  draft: Draft,
  view: PictureView,
  { way, smoothingKm }: Pick<Choices, 'way' | 'smoothingKm'>,
  areas: Areas | null,
): { level: number; zoom: number } {
  const size = pageSizeOf(draft);
  const { zoom: known } = makeMapFrame(usualMapBox(size, view, draft.shown), view, areas);
  const zoom = view.kind === 'countries' && !areas ? UNKNOWN_ZOOM : known;
  const pixelZoom = zoom + Math.log2(pageOf(size).pixelsPerUnit);
  return { level: cellLevelOf(waySpecs[way].cells(zoom), pixelZoom, smoothingKm), zoom };
}

/** About that of a middling country: finer cells than needed cost time, coarser ones detail. */
const UNKNOWN_ZOOM = 5.5;

/** A ranking as a picture's table shows it, with what the filter keeps of its dimension told apart. */
export function rankingTable(
  { dimension, keys, labels, value, total, groups }: DimensionAggregate,
  { where }: Pick<Choices, 'where'>,
  language: string,
): RankingTable {
  const kept = where[dimension] ?? [];
  return {
    title: dimensionWords[dimension].plural,
    rows: keys.map((key, index) => ({
      name: groupName(dimension, key, labels[index] ?? '', language),
      value: value[index] ?? 0,
      ...(kept.includes(key) && { isKept: true }),
    })),
    ...{ dimension, total, groups },
  };
}

/** The clauses of the filter as a picture's method names them. */
export function filterSentences(choices: Choices): string[] {
  return filterClauses(choices).map(({ kind, name }) =>
    kind === 'Without' || kind === 'Area' ? name : `${kind.toLowerCase()} ${name}`,
  );
}

/** More clauses of the filter than these are only counted in a subtitle. */
const MOST_CLAUSES = 3;

/** The subtitle that a picture has before anyone words it: unit, window, and whatever else its one large figure keeps. */
export function usualSubtitle(summary: Summary, choices: Choices, language?: string): string {
  const clauses = filterSentences({ ...choices, time: null });
  const shown = clauses.length > MOST_CLAUSES ? [`${clauses.length} filters`] : clauses;
  return [shownWords(summary, choices.measure, choices.time, language), ...shown].join(' · ');
}

/** Files with what they were found to hash to. */
export function dataNames({ files }: Summary, hashes: ReadonlyMap<string, string>): DataName[] {
  return files.map(({ name, bytes }) => ({ name, bytes, sha256: hashes.get(name) ?? null }));
}

/** What restores a view with its picture. */
export function sessionText(
  choices: Choices,
  picture: Draft | null,
  summary: Summary,
  hashes: ReadonlyMap<string, string>,
): string {
  return writeSession({
    ...{ choices, picture, data: dataNames(summary, hashes) },
    databases: summary.databases.map(({ name, type, built }) => {
      return { name, type, built: isoDate(built) };
    }),
    reconstruction: summary.reconstruction,
  });
}

/** Notes that say something. */
export function writtenNotes(annotations: readonly Annotation[]): Annotation[] {
  return annotations.filter(({ text }) => text.trim() !== '');
}
