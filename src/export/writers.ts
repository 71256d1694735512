import type { Writer } from './writer.ts';
import { speedOption, widthOption } from './film-options.ts';
import { heatOption } from './heat-option.ts';
import { containerOption } from './video-options.ts';

/** Names of the formats, in the order of the choice. */
export const writerIds = [
  'png',
  'svg',
  'pdf',
  'pptx',
  'gif',
  'video',
  'html',
  'csv',
  'geojson',
] as const;
export type WriterId = (typeof writerIds)[number];

/** The formats of pictures: a file and a line each. */
export const writers: Readonly<Record<WriterId, Writer>> = {
  png: {
    name: 'PNG',
    use: 'pixels, for slides and pages',
    ...{ ending: 'png', mime: 'image/png' },
    ...{ needs: 'picture', options: [] },
    load: async () => (await import('./png-writer.ts')).pngWriter,
  },
  svg: {
    name: 'SVG',
    use: 'shapes and text, to be edited',
    ...{ ending: 'svg', mime: 'image/svg+xml' },
    ...{ needs: 'picture', options: [heatOption] },
    load: async () => (await import('./svg-writer.ts')).svgWriter,
  },
  pdf: {
    name: 'PDF',
    use: 'a page to print, with text that can be read aloud',
    ...{ ending: 'pdf', mime: 'application/pdf' },
    ...{ needs: 'picture', options: [heatOption] },
    load: async () => (await import('./pdf-writer.ts')).pdfWriter,
  },
  pptx: {
    name: 'PowerPoint',
    use: 'slides whose words can be edited',
    ending: 'pptx',
    mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ...{ needs: 'picture', options: [] },
    load: async () => (await import('./pptx-writer.ts')).pptxWriter,
  },
  gif: {
    name: 'GIF',
    use: 'the playback, moving, for any program',
    ...{ ending: 'gif', mime: 'image/gif' },
    ...{ needs: 'frames', options: [widthOption, speedOption] },
    load: async () => (await import('./gif-writer.ts')).gifWriter,
  },
  video: {
    name: 'Video',
    use: 'the playback as MP4 or WebM, encoded here',
    ...{ ending: 'mp4', otherEndings: ['webm'], mime: 'video/mp4' },
    ...{
      needs: 'frames',
      needsBrowserFor: 'its encoders',
      options: [containerOption, speedOption],
    },
    load: async () => (await import('./video-writer.ts')).videoWriter,
  },
  html: {
    name: 'HTML',
    use: 'a page of its own, with tables of the figures',
    ...{ ending: 'html', otherEndings: ['htm'], mime: 'text/html' },
    ...{ needs: 'picture', options: [heatOption] },
    load: async () => (await import('./html-writer.ts')).htmlWriter,
  },
  csv: {
    name: 'CSV',
    use: 'the numbers that are shown',
    ...{ ending: 'csv', mime: 'text/csv' },
    ...{ needs: 'picture', options: [] },
    load: async () => (await import('./csv-writer.ts')).csvWriter,
  },
  geojson: {
    name: 'GeoJSON',
    use: 'the numbers and their areas, for other maps',
    ...{ ending: 'geojson', mime: 'application/geo+json' },
    ...{ needs: 'picture', options: [] },
    load: async () => (await import('./geojson-writer.ts')).geojsonWriter,
  },
};

/** The format of a file name; null where no format has its ending. */
export function writerOfName(name: string): WriterId | null {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return (
    writerIds.find((id) => {
      const { ending: own, otherEndings = [] } = writers[id];
      return own === ending || otherEndings.includes(ending);
    }) ?? null
  );
}
