import type { Feature } from 'geojson';
import { nextTask } from '../model/next-task.ts';
import { abortError } from '../model/rpc.ts';
import { isoTime } from '../model/time.ts';
import { attributionWords } from './footer-shapes.ts';
import type { Picture } from './picture.ts';
import { shortNumber, shownRows, shownUnits, type ShownRow } from './shown-rows.ts';
import type { WritePicture } from './writer.ts';

/** Features between two looks at whether it was cancelled. */
const FEATURES_A_STEP = 2000;

const short = (value: number | null) => (value === null ? null : shortNumber(value));

function featureOf({ kind, id, name, geometry, ...row }: ShownRow): Feature {
  const numbers = {
    accuracy_km: short(row.accuracyKm),
    area_km2: short(row.areaKm2),
    count: short(row.count),
    value: short(row.value),
  };
  const told = Object.entries(numbers).filter(([, value]) => value !== null);
  return {
    type: 'Feature',
    id: `${kind}/${id}${kind === 'cell' ? `/${row.accuracyKm}` : ''}`,
    geometry,
    properties: { kind, id, ...(name === '' ? {} : { name }), ...Object.fromEntries(told) },
  } as Feature;
}

/** What holds for all features: members of the collection beside those of RFC 7946, which allows for them (6.1). */
function aboutOf(picture: Picture): object {
  const { title, subtitle, total, covers, filters, method, session } = picture;
  const units = shownUnits(picture);
  return {
    ...{ title, subtitle, total: { count: total, unit: units.count } },
    ...{ count_unit: units.count, value_unit: units.value },
    window: covers && { start: isoTime(covers.start), end: isoTime(covers.end) },
    ...{ filters, method, attribution: attributionWords(picture) },
    ...(session === '' ? {} : { session }),
  };
}

/** What a picture shows as GeoJSON (RFC 7946): degrees, outer rings against the clock, cut at the antimeridian. */
export const geojsonWriter: WritePicture = async ({ picture, assets, progress, signal }) => {
  const about = JSON.stringify({ type: 'FeatureCollection', ...aboutOf(picture) });
  const parts = [`${about.slice(0, -1)},"features":[`];
  let features: string[] = [];
  let separator = '\n';
  for (const row of shownRows(picture, assets.basemap)) {
    features.push(separator + JSON.stringify(featureOf(row)));
    separator = ',\n';
    if (features.length < FEATURES_A_STEP) continue;
    parts.push(features.join(''));
    features = [];
    await nextTask();
    if (signal.aborted) throw abortError();
  }
  parts.push(features.join(''), '\n]}\n');
  progress(1);
  return {
    file: new Blob(parts, { type: 'application/geo+json' }),
    ending: 'geojson',
    problems: [],
  };
};
