import { countryName } from '../model/country-name.ts';
import { countWords } from '../model/number-words.ts';
import type { C2Server } from '../model/telemetry.ts';
import type { MapFrame } from './map-frame.ts';
import { nearestOf, placeCallouts, type Callout } from './place-boxes.ts';
import { boxShape, lineShape, type Box, type Shape } from './scene.ts';
import type { SceneParts } from './scene-parts.ts';
import type { DrawnMark } from './server-shapes.ts';
import { fitLine } from './text-fit.ts';
import { textLines } from './text-shapes.ts';

const SIZE = 14;
const LEADING = 1.28;
const PADDING = 7;
const MOST_WIDTH = 330;
/** Servers that a call-out names. */
const MOST_NAMED = 3;

/** A server in a line: name, address, port. Addresses cannot be followed by mistake. */
function serverWords({ address, port, name }: C2Server): string {
  const place = address.includes(':')
    ? address.replaceAll(':', '[:]')
    : address.replace(/\.(?=[^.]*$)/, '[.]');
  const end = port === null ? place : `${place}:${port}`;
  return [name, end].filter((part) => part !== '').join(' · ');
}

/** What a call-out says: where its servers are, and who the first of them are. */
export function calloutLines({ mark }: DrawnMark, language: string): string[] {
  const { servers } = mark;
  const [first] = servers;
  const place = [first?.city ?? '', first?.country ? countryName(first.country, language) : '']
    .filter((part) => part !== '' && !(mark.countryOnly && part === first?.city))
    .join(', ');
  const named = servers.slice(0, MOST_NAMED).map(serverWords);
  const rest = servers.length - named.length;
  return [
    place === '' ? 'C2 server' : place,
    ...named,
    ...(rest > 0 ? [`and ${countWords(rest, language)} more`] : []),
  ];
}

/** Call-outs of C2 servers with a line to each mark; those without room are counted. */
export function calloutShapes(
  marks: readonly DrawnMark[],
  frame: MapFrame,
  { picture, fonts, theme, problems }: SceneParts,
  taken: Box[],
): Shape[] {
  const texts = marks.map((mark) => {
    const [title = '', ...rest] = calloutLines(mark, picture.language);
    const room = MOST_WIDTH - 2 * PADDING;
    return {
      title: fitLine(fonts.semibold, title, SIZE, room),
      rest: rest.map((line) => fitLine(fonts.regular, line, SIZE, room)),
    };
  });
  const callouts = marks.map(({ x, y, radius }, index): Callout => {
    const { title, rest } = texts[index]!;
    const widths = [
      fonts.semibold.measure(title, SIZE),
      ...rest.map((line) => fonts.regular.measure(line, SIZE)),
    ];
    const width = Math.max(...widths) + 2 * PADDING;
    return { x, y, radius, width, height: (1 + rest.length) * SIZE * LEADING + 2 * PADDING };
  });
  const boxes = placeCallouts(callouts, frame.box, taken);
  const lines: Shape[] = [];
  const shapes: Shape[] = [];
  boxes.forEach((box, index) => {
    if (!box) return;
    const { x, y, radius } = marks[index]!;
    const { title, rest } = texts[index]!;
    const [endX, endY] = nearestOf(box, [x, y]);
    const length = Math.hypot(endX - x, endY - y);
    if (length > radius + 4) {
      const from = [x + ((endX - x) * radius) / length, y + ((endY - y) * radius) / length];
      lines.push(lineShape([...from, endX, endY], { colour: theme.server, width: 1.2 }));
    }
    const [left, first] = [box.x + PADDING, box.y + PADDING + SIZE * 0.95];
    const ink = { size: SIZE, align: 'left', colour: theme.ink } as const;
    shapes.push(
      boxShape(box, theme.panel, 0.9),
      {
        ...boxShape(box, theme.panel, 0),
        stroke: { colour: theme.server, width: 1, opacity: 0.7 },
      },
      ...textLines([title], left, first, { ...ink, weight: 'semibold' }, LEADING),
      ...textLines(rest, left, first + SIZE * LEADING, { ...ink, weight: 'regular' }, LEADING),
    );
  });
  const left = boxes.filter((box) => box === null).length;
  if (left > 0) {
    const noun = left === 1 ? 'one place' : `${left} places`;
    problems.push(`There is no room for the call-outs of C2 servers at ${noun}.`);
  }
  return [...lines, ...shapes];
}
