import type { CallAggregate, DimensionAggregate } from '../model/aggregate.ts';
import type { Measure } from '../model/query.ts';
import type { LabelPoints } from '../model/server-marks.ts';
import type { C2Server } from '../model/telemetry.ts';
import { unitFor } from '../model/measure.ts';
import { countWords, shareWords } from '../model/number-words.ts';

export type Position = readonly [longitude: number, latitude: number];

/** What symbols are made of. */
export interface SymbolInput {
  measure: Measure;
  /** BCP 47 tag of names and numbers. */
  language: string;
  /** Every country, of what the filter keeps. */
  countries: DimensionAggregate | null;
  /** Who called whom, where the way asks for it. */
  calls: CallAggregate | null;
  servers: readonly C2Server[];
  /** Where countries are labelled. */
  points: LabelPoints;
  /** The number that the largest size stands for: fitted to all data, or locked; null where sizes fit what is shown. */
  most: number | null;
  /** Name of a country. */
  nameOf: (code: string) => string;
}

/** One thing on the map with its number. */
export type MapSymbol = {
  /** The same thing has the same one in every picture. */
  id: string;
  name: string;
  value: number;
} & (
  | {
      kind: 'circle';
      at: Position;
      /** Radius, CSS pixels. */
      size: number;
    }
  | {
      kind: 'line';
      /** Degrees; longitudes run on without a jump and may pass 180. */
      line: readonly Position[];
      /** Width, CSS pixels. */
      size: number;
    }
);

/** What is drawn in symbols, and all that is said of it. */
export interface SymbolPicture {
  kind: MapSymbol['kind'];
  /** What lies below first: the largest. */
  symbols: readonly MapSymbol[];
  /** What a symbol is called: "arc", "arcs". */
  words: { single: string; several: string };
  /** What a size means: "Width of arcs by number". */
  keyWords: string;
  /** Round numbers with the sizes that they have. */
  key: readonly { value: number; size: number }[];
  /** The base of a share. */
  total: number;
  /** How it was made and what is not drawn, in one line. */
  method: string;
}

/** How a way draws in symbols. */
export interface SymbolWay {
  /** The answer that it needs beside those that every way has. */
  asks: 'calls' | null;
  /** The symbols; null before its answers are there. */
  draw: (input: SymbolInput) => SymbolPicture | null;
}

/** How opaque symbols are: what lies below another is seen through it. */
export const symbolOpacity: Readonly<Record<MapSymbol['kind'], number>> = {
  line: 0.75,
  circle: 0.7,
};

/** Names make way for circles of up to this radius, CSS pixels: they would hide them. On larger ones there is room for a name. */
export const MOST_COVERED = 13;

/**
 * A size whose square is in proportion to the number, as with the area of a dot; never below the smallest that is seen,
 * nor above that of the most.
 */
export function rootSize(
  value: number,
  most: number,
  { largest, smallest }: { largest: number; smallest: number },
): number {
  return Math.max(smallest, largest * Math.sqrt(Math.min(1, value / most)));
}

/** Round numbers for a key of sizes: the largest of 1, 2, 5 times a power of ten up to the most, a tenth and a hundredth of it. */
export function keyNumbers(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  const round = [5, 2, 1].find((digit) => digit * power <= most) ?? 1;
  const largest = round * power;
  return [largest / 100, largest / 10, largest].filter((value) => value >= 1);
}

/** A symbol in one line: its name, number and share. */
export function symbolWords(
  { name, value }: MapSymbol,
  { total }: SymbolPicture,
  { measure, language }: { measure: Measure; language: string },
): string {
  const count = `${countWords(value, language)} ${unitFor(measure, value)}`;
  return `${name}: ${count}, ${shareWords(value, total, language)} of all`;
}
