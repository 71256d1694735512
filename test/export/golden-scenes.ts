import type { Draft } from '../../src/export/draft.ts';
import type { WriterChoices } from '../../src/export/writer.ts';
import type { Choices } from '../../src/state/choices.ts';

/** A picture that is held against its golden: what differs from a usual one. */
export interface GoldenScene {
  choices?: Partial<Choices>;
  draft?: Partial<Draft>;
  writer?: WriterChoices;
  /** BCP 47; English otherwise. */
  language?: string;
}

const world = (projection: 'equal-earth' | 'natural-earth' | 'robinson' | 'orthographic') =>
  ({ kind: 'world', projection, longitude: 0, latitude: 0 }) as const;
const march = (from: number, to: number) => ({
  start: Date.UTC(2026, 2, from),
  end: Date.UTC(2026, 2, to),
});
const all = {
  ...{ figure: true, legend: true, scale: true, labels: true, servers: true },
  ...{ callouts: true, table: true, timeline: true, method: true },
};

/** Layouts, projections, themes and ways of drawing, each at least once, and words in other scripts. */
export const goldenScenes: Readonly<Record<string, GoldenScene>> = {
  'slide-dark-density': {
    draft: { title: 'Made-up, March 2026', mark: { kind: 'tlp', mark: 'AMBER' } },
  },
  'slide-4-3-light-countries': {
    choices: { way: 'countries' },
    draft: { layout: 'slide-4-3', theme: 'light', view: world('natural-earth') },
  },
  'square-contrast-globe-hexagons': {
    choices: { way: 'hexagons' },
    draft: {
      ...{ layout: 'square', slideWidth: 900, theme: 'contrast' },
      view: { kind: 'world', projection: 'orthographic', longitude: 60, latitude: 25 },
      mark: { kind: 'tlp', mark: 'RED' },
    },
  },
  'a4-print-contours': {
    choices: { way: 'contours' },
    draft: {
      ...{ layout: 'a4', theme: 'print', view: world('robinson') },
      mark: { kind: 'tlp', mark: 'AMBER+STRICT' },
    },
  },
  'a4-upright-light-density': {
    draft: { layout: 'a4', isPortrait: true, theme: 'light', tableRows: 10 },
  },
  'a3-current-places': {
    choices: { way: 'places', camera: { longitude: 8, latitude: 51, zoom: 6.3 } },
    draft: { layout: 'a3', dpi: 100, theme: 'light', view: { kind: 'current' }, shown: all },
  },
  'letter-upright-arcs': {
    choices: { way: 'arcs' },
    draft: { layout: 'letter', isPortrait: true, theme: 'dark' },
  },
  'letter-print-circles': {
    choices: { way: 'circles', where: { country: ['TR', 'IN', 'BR'] } },
    draft: { layout: 'letter', theme: 'print', view: world('natural-earth') },
  },
  'slide-country': {
    choices: { where: { country: ['US'] } },
    draft: { view: { kind: 'countries', codes: ['US'] }, mark: { kind: 'tlp', mark: 'GREEN' } },
  },
  'slide-region-notes': {
    choices: { time: march(10, 20), smoothingKm: 80 },
    draft: {
      ...{ view: { kind: 'region', id: 'europe' }, theme: 'light', shown: all },
      mark: { kind: 'text', text: 'For the exercise only' },
      annotations: [
        { text: 'Two thirds of what is seen here', longitude: 30, latitude: 40.5, arrow: true },
        { text: 'North Sea', longitude: 3, latitude: 56, arrow: false },
      ],
    },
  },
  'slide-globe-as-seen': {
    choices: { projection: 'globe', camera: { longitude: 48, latitude: 28, zoom: 2 } },
    draft: { view: { kind: 'current' }, theme: 'light' },
  },
  'arabic-title': {
    choices: { scaleKind: 'linear' },
    draft: {
      title: 'انتشار شبكة الروبوتات Made-up في مارس 2026',
      subtitle: 'عناوين الأجهزة المصابة (IPv6)',
      view: { kind: 'region', id: 'middle-east' },
    },
  },
  'japanese-title': {
    choices: { scaleKind: 'quantile' },
    draft: {
      ...{ title: '2026年3月の感染状況', subtitle: 'Made-up ボットネットの感染端末' },
      ...{ layout: 'free', width: 1500, height: 600, theme: 'light' },
      view: { kind: 'world', projection: 'equal-earth', longitude: 140, latitude: 0 },
    },
  },
  'bare-contour-lines': {
    writer: { heat: 'contours' },
    draft: {
      ...{ title: 'Nothing but the map', subtitle: '', layout: 'square', slideWidth: 800 },
      shown: {
        ...{ figure: false, legend: false, scale: false, labels: false, servers: false },
        ...{ callouts: false, table: false, timeline: false, method: false },
      },
      view: { kind: 'region', id: 'south-asia' },
    },
  },
};
