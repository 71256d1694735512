import { countWords, shareWords } from '../model/number-words.ts';
import type { RankingTable } from './picture.ts';
import { boxShape, lineShape, type Box, type ScenePart, type Shape } from './scene.ts';
import type { SceneParts } from './scene-parts.ts';
import { fitLine } from './text-fit.ts';
import { textShape } from './text-shapes.ts';

const TITLE_SIZE = 19;
const SIZE = 16;
const ROW = 29;
const HEAD = 66;
const PADDING = 22;
/** Narrower than this a row has no room for a name and a number. */
export const LEAST_TABLE = 240;

/** Cells of a ranking as text, the header first. */
export function tableCells(
  { title, rows, total }: RankingTable,
  unit: string,
  language: string,
): string[][] {
  return [
    ['', title, unit, 'Share'],
    ...rows.map(({ name, value }, index) => [
      String(index + 1),
      name,
      countWords(value, language),
      shareWords(value, total, language),
    ]),
  ];
}

/** How many rows a height has room for. */
export function rowsIn(height: number): number {
  return Math.max(0, Math.floor((height - HEAD - PADDING) / ROW));
}

/** Height of a table of so many rows. */
export function tableHeight(rows: number): number {
  return HEAD + rows * ROW + PADDING;
}

/** A ranking as a table on its own ground: as many rows as the box has room for, and how many more there are. */
export function tablePart(
  { picture, fonts, theme }: SceneParts,
  ranking: RankingTable,
  unit: string,
  box: Box,
): ScenePart {
  const { language } = picture;
  // Of a longer list the last line says how much is left out.
  const room = rowsIn(box.height);
  const isCut = ranking.groups > Math.min(room, ranking.rows.length);
  const count = Math.min(ranking.rows.length, isCut ? room - 1 : room);
  const shown = { ...ranking, rows: ranking.rows.slice(0, Math.max(0, count)) };
  const cells = tableCells(shown, unit, language);
  const { ink, secondary, line, selection } = theme;
  const [left, right] = [box.x + PADDING, box.x + box.width - PADDING];
  const text = { size: SIZE, weight: 'regular', colour: ink } as const;
  const unitText = { size: 14, weight: 'regular', align: 'right', colour: secondary } as const;
  const shares = cells.slice(1).map((row) => fonts.regular.measure(row[3]!, 14));
  const shareWidth = Math.max(52, ...shares);
  const valueAt = right - shareWidth - 14;
  const shapes: Shape[] = [
    boxShape(box, theme.panel),
    textShape(fitLine(fonts.semibold, ranking.title, TITLE_SIZE, right - left), left, box.y + 34, {
      size: TITLE_SIZE,
      weight: 'semibold',
      align: 'left',
      colour: ink,
    }),
    textShape(unit, valueAt, box.y + 56, unitText),
    textShape('share', right, box.y + 56, unitText),
  ];
  const most = shown.rows[0]?.value ?? 0;
  cells.slice(1).forEach(([, name, value, share], index) => {
    const y = box.y + HEAD + index * ROW;
    const base = y + ROW * 0.66;
    const nameRoom = valueAt - fonts.semibold.measure(value!, SIZE) - 14 - left;
    const { value: number, isKept = false } = shown.rows[index]!;
    const bar = most > 0 ? ((right - left) * number) / most : 0;
    const weight = isKept ? 'semibold' : 'regular';
    shapes.push(
      boxShape({ x: left, y: y + ROW - 4, width: right - left, height: 2 }, line, 0.6),
      boxShape({ x: left, y: y + ROW - 4, width: bar, height: 2 }, isKept ? selection : theme.bar),
      textShape(fitLine(fonts[weight], name!, SIZE, nameRoom), left, base, {
        ...{ ...text, weight, align: 'left' },
      }),
      textShape(value!, valueAt, base, { ...text, align: 'right', weight: 'semibold' }),
      textShape(share!, right, base, { ...text, align: 'right', size: 14, colour: secondary }),
    );
  });
  const rest = ranking.groups - shown.rows.length;
  if (rest > 0) {
    const y = box.y + HEAD + shown.rows.length * ROW + ROW * 0.66;
    const how = { ...text, align: 'left', size: 14, colour: secondary } as const;
    shapes.push(textShape(`and ${countWords(rest, language)} more`, left, y, how));
  }
  shapes.push(lineShape([box.x, box.y, box.x, box.y + box.height], { colour: line, width: 1 }));
  const words = [ranking.title, ...cells.slice(1).map((row) => row.slice(1).join(' '))].join('. ');
  return { role: 'table', words, shapes, table: cells, box };
}
