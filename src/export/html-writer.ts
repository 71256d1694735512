import { countryTable, serverTable, type FigureTable } from './figure-table.ts';
import { attributionWords } from './footer-shapes.ts';
import type { Picture } from './picture.ts';
import { svgText } from './svg-writer.ts';
import type { WritePicture } from './writer.ts';
import { xmlText } from './xml-text.ts';

/** Nothing is fetched and nothing runs: what the page needs is in it. */
const POLICY =
  "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE = `
body{margin:0 auto;max-width:90rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:#17202c;background:#fff}
h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
svg{display:block;width:100%;height:auto}
table{border-collapse:collapse;margin:1.5rem 0;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding-bottom:.25rem}
th,td{text-align:left;padding:.2rem 1rem .2rem 0;border-bottom:1px solid #c9d1db}
.numbers :is(th,td):nth-child(n+2){text-align:right}
@media print{body{max-width:none}tr{break-inside:avoid}}
`;

function tableOf(table: FigureTable | null, kind: string): string {
  if (!table) return '';
  const { caption, header, rows } = table;
  const head = header.map((cell) => `<th scope="col">${xmlText(cell)}</th>`).join('');
  const body = rows.map(
    ([first = '', ...others]) =>
      `<tr><th scope="row">${xmlText(first)}</th>${others.map((cell) => `<td>${xmlText(cell)}</td>`).join('')}</tr>`,
  );
  return `<table class="${kind}">\n<caption>${xmlText(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>\n`;
}

function page(picture: Picture, svg: string, description: string): string {
  const { title, language, method } = picture;
  return (
    `<!doctype html>\n<html lang="${xmlText(language)}">\n<head>\n<meta charset="utf-8">\n` +
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n` +
    `<meta name="viewport" content="width=device-width">\n<title>${xmlText(title)}</title>\n` +
    `<meta name="description" content="${xmlText(description)}">\n<style>${STYLE}</style>\n</head>\n` +
    `<body>\n<main>\n<h1>${xmlText(title)}</h1>\n${svg}` +
    `<h2>In words</h2>\n<p>${xmlText(description)}</p>\n` +
    `<h2>Figures</h2>\n${tableOf(countryTable(picture), 'numbers')}${tableOf(serverTable(picture), 'words')}` +
    `</main>\n<footer>\n<p>${xmlText([...method, attributionWords(picture)].join(' '))}</p>\n</footer>\n</body>\n</html>\n`
  );
}

/** A picture as one page that stands for itself: the drawing, its words, and its figures as tables. */
export const htmlWriter: WritePicture = async (job) => {
  const { text, scene } = await svgText(job);
  job.progress(1);
  const file = new Blob([page(job.picture, text, scene.description)], { type: 'text/html' });
  return { file, ending: 'html', problems: scene.problems };
};
