import type { DimensionAggregate } from '../model/aggregate.ts';
import { measureWords, unitFor } from '../model/measure.ts';
import { isRate, rateSpecs, type RatedGroups } from '../model/rate.ts';
import type { Measure } from '../model/query.ts';
import { waySpecs, type Way } from '../ways/ways.ts';
import { countWords, densityWords, shareWords } from '../model/number-words.ts';

/** What is under the cursor. */
export interface Point {
  /** ISO alpha-2, '' at sea. */
  country: string;
  /** The name of the country in the reader's language, '' at sea. */
  name: string;
  /** The measure per 1,000 km²; null where no field is drawn. */
  density: number | null;
  /** What the way says by itself: of a hexagon, of a place. */
  told?: readonly string[];
}

/** The rate of a country in a line; none where rates are not shown. */
function rateWords(country: string, shaded: RatedGroups | null, language: string): string[] {
  if (!shaded || !isRate(shaded.quantity)) return [];
  const { words, isOfIPv4 } = rateSpecs[shaded.quantity];
  const index = shaded.keys.indexOf(country);
  if (index < 0) return [];
  const few = shaded.few[index] === 1 ? ' (few: says little)' : '';
  const count = shaded.count[index]!;
  const base = `${countWords(count, language)} ${isOfIPv4 ? 'of IPv4 ' : ''}${unitFor(shaded.measure, count)}`;
  if (shaded.told[index] === 0) return [`${base}, no rate${few}`];
  const rate = densityWords(shaded.value[index]!, language);
  return [`${rate} ${words}, of ${countWords(count, language)}${few}`];
}

/** Lines of the readout, the first one as a title; null where there is nothing to say. */
export function readoutWords(
  point: Point,
  context: {
    way: Way;
    measure: Measure;
    countries: DimensionAggregate | null;
    /** Countries by share or rate, where they are shaded. */
    shaded?: RatedGroups | null;
    language: string;
    /** Densities below this are not drawn, and so not told. */
    least: number;
  },
): string[] | null {
  const { way, measure, countries, language, least } = context;
  const { unit } = measureWords[measure];
  const { told = [] } = point;
  const isField = waySpecs[way].colours === 'field' && point.density !== null;
  const drawn = isField && point.density !== null && point.density >= least;
  if (point.country === '' && !drawn && told.length === 0) return null;
  const lines = [point.name || 'At sea', ...told];
  if (isField && point.density !== null) {
    lines.push(
      drawn
        ? `${densityWords(point.density, language)} ${unit} per ${countWords(1000, language)} km²`
        : 'no infections recorded here',
    );
  }
  if (waySpecs[way].colours === 'hexagons' && told.length === 0) {
    lines.push('no infections recorded here');
  }
  if (point.country === '' || !countries) return lines;
  const index = countries.keys.indexOf(point.country);
  if (index < 0) {
    lines.push(`no ${unit} in the country`);
    return lines;
  }
  const value = countries.value[index] ?? 0;
  const only = countries.countryOnly[index] ?? 0;
  const share = shareWords(value, countries.total, language);
  lines.push(
    `${countWords(value, language)} ${unitFor(measure, value)} in the country, ${share} of all`,
  );
  lines.push(...rateWords(point.country, context.shaded ?? null, language));
  if (only > 0) {
    lines.push(
      `${countWords(only, language)} of them (${shareWords(only, value, language)}) known to the country only`,
    );
  }
  return lines;
}
