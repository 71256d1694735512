import * as v from 'valibot';
import { LEAST_SIDE, MOST_PIXELS, type PageSize } from './page.ts';
import {
  pictureExtras,
  pictureThemes,
  tlpMarks,
  wholeWorld,
  worldProjections,
  type PictureExtra,
} from './picture.ts';
import { slideDpi } from './picture-size.ts';

const MM_IN_INCH = 25.4;

/** Sides of a layout: of slides as a proportion, of papers in mm, the longer one first. */
export const layouts = [
  { id: 'slide-16-9', name: 'Slide 16:9', kind: 'slide', sides: [16, 9] },
  { id: 'slide-4-3', name: 'Slide 4:3', kind: 'slide', sides: [4, 3] },
  { id: 'square', name: 'Square', kind: 'slide', sides: [1, 1] },
  { id: 'a4', name: 'A4', kind: 'paper', sides: [297, 210] },
  { id: 'a3', name: 'A3', kind: 'paper', sides: [420, 297] },
  { id: 'letter', name: 'Letter', kind: 'paper', sides: [279.4, 215.9] },
  { id: 'free', name: 'Free size', kind: 'free', sides: [16, 9] },
] as const;
export type LayoutId = (typeof layouts)[number]['id'];
const layoutIds = layouts.map(({ id }) => id) as [LayoutId, ...LayoutId[]];

export const slideWidths = [1280, 1920, 2560, 3840] as const;
export const paperDpis = [150, 300, 600] as const;
export const textScales = [0.8, 1, 1.25, 1.5] as const;

const side = v.pipe(v.number(), v.integer(), v.minValue(LEAST_SIDE), v.maxValue(MOST_PIXELS));
const degrees = (most: number) => v.pipe(v.number(), v.minValue(-most), v.maxValue(most));

const viewSchema = v.variant('kind', [
  v.object({
    kind: v.literal('world'),
    projection: v.picklist(worldProjections),
    longitude: degrees(180),
    latitude: degrees(90),
  }),
  v.object({ kind: v.literal('current') }),
  v.object({
    kind: v.literal('countries'),
    codes: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))), v.minLength(1)),
  }),
  v.object({ kind: v.literal('region'), id: v.string() }),
]);

const markSchema = v.variant('kind', [
  v.object({ kind: v.literal('tlp'), mark: v.picklist(tlpMarks) }),
  v.object({ kind: v.literal('text'), text: v.string() }),
]);

const annotationSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(2000)),
  longitude: degrees(180),
  latitude: degrees(90),
  arrow: v.boolean(),
});

const shownSchema = v.object(
  Object.fromEntries(pictureExtras.map((extra) => [extra, v.boolean()])) as Record<
    PictureExtra,
    v.BooleanSchema<undefined>
  >,
);

/** How a page is chosen. */
const paperEntries = {
  layout: v.picklist(layoutIds),
  isPortrait: v.boolean(),
  /** Of slides: their width in pixels. */
  slideWidth: side,
  /** Of papers. */
  dpi: v.pipe(v.number(), v.minValue(72), v.maxValue(1200)),
  /** Of a free size, pixels. */
  width: side,
  height: side,
  textScale: v.pipe(v.number(), v.minValue(0.5), v.maxValue(3)),
};

/** What of a picture is the same for other data: what a preset keeps. */
export const lookSchema = v.object({
  ...paperEntries,
  theme: v.picklist(pictureThemes),
  mark: v.nullable(markSchema),
  shown: shownSchema,
  tableRows: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(40)),
});

/** What the person who makes a picture decides; the rest is what the page shows. */
export const draftSchema = v.object({
  ...lookSchema.entries,
  title: v.string(),
  subtitle: v.string(),
  view: viewSchema,
  annotations: v.array(annotationSchema),
});

export type Look = v.InferOutput<typeof lookSchema>;
export type Draft = v.InferOutput<typeof draftSchema>;
export type DraftView = Draft['view'];

/** What a new picture has. */
export const usualLook: Look = {
  layout: 'slide-16-9',
  isPortrait: false,
  slideWidth: 1920,
  dpi: 300,
  width: 1600,
  height: 1200,
  textScale: 1,
  theme: 'dark',
  mark: null,
  shown: {
    ...{ figure: true, legend: true, scale: true, labels: true, servers: true },
    ...{ callouts: false, table: true, timeline: true, method: true },
  },
  tableRows: 16,
};

/** A draft of a look, about all of the world. */
export function draftOf(look: Look, words: { title: string; subtitle: string }): Draft {
  return { ...look, ...words, view: wholeWorld, annotations: [] };
}

/** The page of a look. */
export function pageSizeOf(look: Look): PageSize {
  const { layout, isPortrait, textScale, dpi } = look;
  const { kind, sides } = layouts.find(({ id }) => id === layout)!;
  if (kind === 'free') {
    const { width, height } = look;
    return { width, height, dpi: slideDpi(width), textScale };
  }
  const [long, short] =
    kind === 'paper'
      ? sides.map((mm) => Math.round((mm / MM_IN_INCH) * dpi))
      : [look.slideWidth, Math.round((look.slideWidth * sides[1]) / sides[0])];
  const [width, height] = isPortrait ? [short!, long!] : [long!, short!];
  return { width, height, dpi: kind === 'paper' ? dpi : slideDpi(long!), textScale };
}
