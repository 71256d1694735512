import { strToU8 } from 'fflate';
import PDFDocument, { type PdfStructure } from '../../node_modules/pdfkit/js/pdfkit.browser.mjs';
import { fixedDate } from './fixed-date.ts';
import type { Fonts } from './font.ts';
import { makePdfPainter } from './pdf-painter.ts';
import { joinBytes } from './png-chunks.ts';
import { boxShape, type PartRole, type Scene, type ScenePart, type TextShape } from './scene.ts';
import { SESSION_NAMESPACE } from './write-svg.ts';
import { xmlText } from './xml-text.ts';

const POINTS_IN_INCH = 72;
const MM_IN_INCH = 25.4;

/** What is read first, whatever was drawn first. */
const readingOrder: readonly PartRole[] = [
  ...(['title', 'figure', 'mark', 'map', 'servers', 'annotations'] as const),
  ...(['legend', 'scale', 'table', 'timeline', 'logo', 'method'] as const),
];
/** Parts that are looked at: they have words instead, where they have any. */
const looked: ReadonlySet<PartRole> = new Set(['map', 'servers', 'timeline', 'logo', 'scale']);

/** PDFKit puts the title into XML as it stands: it gets it there with its entities. */
class PictureDocument extends PDFDocument {
  override endMetadata(): void {
    this.info['Title'] = xmlText(String(this.info['Title']));
    super.endMetadata();
  }
}

/** A document of one page, and its bytes once it is ended. */
function makeDocument({ title, language, page }: Scene) {
  const size = [page.widthMm, page.heightMm].map((mm) => (mm / MM_IN_INCH) * POINTS_IN_INCH);
  const document = new PictureDocument({
    ...{ size, margin: 0, autoFirstPage: false, font: null, pdfVersion: '1.7', subset: 'PDF/UA' },
    ...{ tagged: true, lang: language, displayTitle: true },
    info: {
      Title: title,
      Creator: 'Infection Atlas',
      Producer: 'Infection Atlas',
      CreationDate: fixedDate,
      ModDate: fixedDate,
    },
  });
  const parts: Uint8Array[] = [];
  const bytes = new Promise<Uint8Array<ArrayBuffer>>((resolve) => {
    document.on('data', (part) => parts.push(part)).on('end', () => resolve(joinBytes(parts)));
  });
  return { document, bytes };
}

/** The words of a part that is looked at; '' of a part that is read. */
function figureWords({ role, words }: ScenePart, { description }: Scene): string {
  if (!looked.has(role)) return '';
  return words || (role === 'map' ? description : '');
}

/** One element of the structure for each part, in the order of reading. */
function makeStructure(document: PDFDocument, scene: Scene) {
  const root = document.struct('Document', {});
  document.addStructure(root);
  const elements = new Map<ScenePart, PdfStructure>();
  const place = ({ role }: ScenePart) => readingOrder.indexOf(role);
  for (const part of [...scene.parts].sort((a, b) => place(a) - place(b))) {
    const alt = figureWords(part, scene);
    const element = document.struct(alt === '' ? 'Sect' : 'Figure', alt === '' ? {} : { alt });
    root.add(element);
    elements.set(part, element);
  }
  return { root, elements };
}

const tagOf = ({ text }: TextShape, { title }: Scene) => (text === title ? 'H1' : 'P');

function keepSession(document: PDFDocument, session: string): void {
  if (session === '') return;
  document.appendXML(
    `<rdf:Description rdf:about="" xmlns:atlas="${SESSION_NAMESPACE}"><atlas:session>${xmlText(session)}</atlas:session></rdf:Description>`,
  );
  document.file(strToU8(session), {
    ...{ name: 'session.json', type: 'application/json', relationship: 'Source' },
    description: 'What Infection Atlas makes this picture from again',
    ...{ creationDate: fixedDate, modifiedDate: fixedDate },
  });
}

/**
 * A scene as PDF: shapes as shapes, text as text in embedded fonts, tagged in the order of reading.
 *
 * @param embedded TrueType fonts; only the letters needed go into the file
 */
export async function writePdf(
  scene: Scene,
  fonts: Fonts,
  embedded: Readonly<Record<keyof Fonts, Uint8Array>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { document, bytes } = makeDocument(scene);
  document.registerFont('regular', embedded.regular).registerFont('semibold', embedded.semibold);
  document
    .addPage()
    .scale((scene.page.mmPerUnit / MM_IN_INCH) * POINTS_IN_INCH)
    .lineJoin('round');
  const paint = makePdfPainter(document, fonts);
  const { root, elements } = makeStructure(document, scene);
  const artifact = (draw: () => void) => {
    document.markContent('Artifact');
    draw();
    document.endMarkedContent();
  };
  artifact(() => paint(boxShape({ x: 0, y: 0, ...scene }, scene.background)));
  for (const part of scene.parts) {
    const element = elements.get(part)!;
    if (figureWords(part, scene) !== '') element.add(() => part.shapes.forEach(paint));
    else {
      for (const shape of part.shapes) {
        if (shape.kind !== 'text') artifact(() => paint(shape));
        else element.add(document.struct(tagOf(shape, scene), {}, () => paint(shape)));
      }
    }
  }
  root.end();
  keepSession(document, scene.session);
  document.end();
  return bytes;
}
