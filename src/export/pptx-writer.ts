import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import PptxGenJS from 'pptxgenjs';
import { nextTask } from '../model/next-task.ts';
import { abortError } from '../model/rpc.ts';
import { countryTable } from './figure-table.ts';
import { fixedDate, fixedZipDate } from './fixed-date.ts';
import { makeScene } from './make-scene.ts';
import { addScene, addTable, SLIDE_FONT, slideColour, TITLE } from './pptx-slide.ts';
import type { Scene } from './scene.ts';
import type { WritePicture } from './writer.ts';
import { xmlText } from './xml-text.ts';

const MM_IN_INCH = 25.4;
/** Rows of the ranking that a slide has room for. */
const ROWS = 12;
const TYPE = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

/** An empty presentation of the page's size, whose slides have a title. */
function makePresentation({ page, title, background, parts }: Scene) {
  const presentation = new PptxGenJS();
  const [width, height] = [page.widthMm / MM_IN_INCH, page.heightMm / MM_IN_INCH];
  presentation.defineLayout({ name: 'PICTURE', width, height });
  presentation.layout = 'PICTURE';
  presentation.theme = { headFontFace: SLIDE_FONT, bodyFontFace: SLIDE_FONT };
  presentation.title = title;
  presentation.subject = '';
  presentation.author = 'Infection Atlas';
  presentation.company = '';
  const texts = parts.flatMap(({ shapes }) => shapes.filter((shape) => shape.kind === 'text'));
  const heading = texts.find(({ text }) => text === title);
  const ink = heading?.colour ?? '#000000';
  const inches = (units: number) => (units * page.mmPerUnit) / MM_IN_INCH;
  const [x, y] = heading ? [inches(heading.x), inches(heading.y - heading.size)] : [0.25, 0.15];
  const h = heading ? inches(heading.size * 1.3) : 0.5;
  presentation.defineSlideMaster({
    title: 'PICTURE',
    background: { color: slideColour(background) },
    objects: [
      {
        placeholder: {
          options: {
            ...{ name: TITLE, type: 'title', x, y, w: (width - x) * 0.7, h },
            ...{ fontFace: SLIDE_FONT, color: slideColour(ink), align: 'left', margin: 0 },
          },
          text: '',
        },
      },
    ],
  });
  return { presentation, width, ink };
}

/** The package with fixed dates, in a fixed order, tables with header rows, and the session in its properties. */
function repeatable(zip: Uint8Array, session: string): Uint8Array<ArrayBuffer> {
  const files = unzipSync(zip);
  const date = fixedDate.toISOString().replace('.000', '');
  const names = Object.keys(files).filter((name) => !name.endsWith('/'));
  const rank = (name: string) => (name === '[Content_Types].xml' ? 0 : 1);
  names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const packed: Zippable = {};
  for (const name of names) {
    let bytes = files[name]!;
    if (name === '[Content_Types].xml') {
      // The library names a master for every slide, and writes one.
      const override = /<Override PartName="\/([^"]+)"[^>]*\/>/g;
      bytes = strToU8(
        strFromU8(bytes).replace(override, (all, part: string) => (files[part] ? all : '')),
      );
    } else if (name === 'docProps/core.xml') {
      const kept = session === '' ? '' : `<dc:description>${xmlText(session)}</dc:description>`;
      const dated = strFromU8(bytes).replace(/(<dcterms:\w+ [^>]*>)[^<]*/g, `$1${date}`);
      bytes = strToU8(dated.replace('</cp:coreProperties>', () => `${kept}</cp:coreProperties>`));
    } else if (/^ppt\/slides\/slide\d+\.xml$/.test(name)) {
      bytes = strToU8(
        strFromU8(bytes).replaceAll(/<a:tblPr(?! firstRow)/g, '<a:tblPr firstRow="1"'),
      );
    }
    packed[name] = [bytes, { mtime: fixedZipDate, os: 3 }];
  }
  return zipSync(packed, { level: 6 });
}

/** A picture as PowerPoint: a slide with the map, its words and legend, a slide with the ranking, and notes. */
export const pptxWriter: WritePicture = async ({
  picture,
  assets,
  makeCanvas,
  progress,
  signal,
}) => {
  const scene = makeScene(picture, assets);
  progress(0.3);
  await nextTask();
  if (signal.aborted) throw abortError();
  const { presentation, width, ink } = makePresentation(scene);
  const notes = [scene.description, ...picture.method].join('\n');
  const slide = presentation.addSlide({ masterName: 'PICTURE' });
  await addScene(slide, {
    scene,
    fonts: assets.fonts,
    map: scene.parts.find(({ role }) => role === 'map')?.box ?? { ...scene, x: 0, y: 0 },
    makeCanvas,
  });
  slide.addNotes(notes);
  progress(0.7);
  await nextTask();
  if (signal.aborted) throw abortError();
  const table = countryTable(picture, ROWS);
  if (table && !scene.parts.some((part) => part.table)) {
    const ranking = presentation.addSlide({ masterName: 'PICTURE' });
    ranking.addText(table.caption, { placeholder: TITLE, fontSize: 24, lang: scene.language });
    const at = { x: 0.25, y: 1, w: Math.min(width - 0.5, 9) };
    addTable(ranking, [table.header, ...table.rows], { ink, line: '#7a8594', fontSize: 14 }, at);
    ranking.addNotes(notes);
  }
  const zip = (await presentation.write({ outputType: 'uint8array' })) as Uint8Array;
  const file = new Blob([repeatable(zip, picture.session)], { type: TYPE });
  progress(1);
  return { file, ending: 'pptx', problems: scene.problems };
};
