import { describe, expect, it } from 'vitest';
import { draftOf, usualLook } from '../../src/export/draft.ts';
import { PNG_SIGNATURE, joinBytes, pngChunk, pngWords } from '../../src/export/png-chunks.ts';
import { sessionIn } from '../../src/export/session-in.ts';
import { readSession, writeSession } from '../../src/export/session.ts';
import { SESSION_KEYWORD } from '../../src/export/write-png.ts';
import { xmlText } from '../../src/export/xml-text.ts';
import { initialChoices } from '../../src/state/choices.ts';

const choices = {
  ...initialChoices,
  measure: 'hosts' as const,
  way: 'hexagons' as const,
  where: { country: ['NL', 'BE'] },
  region: {
    kind: 'polygon' as const,
    ring: [
      [3, 50],
      [7, 50],
      [5, 53],
    ] as [number, number][],
  },
};
const picture = {
  ...draftOf(usualLook, { title: 'Ботнет & 日本 <1>', subtitle: '' }),
  annotations: [{ text: 'Here', longitude: 5, latitude: 52, arrow: true }],
};
const data = [{ name: 'a.csv', bytes: 12, sha256: 'ab'.repeat(32) }];
const text = writeSession({ choices, picture, data, databases: [], reconstruction: false });

describe('a session', () => {
  it('comes back as it was written, and names its data only', () => {
    const session = readSession(text, 'x');
    expect(session.choices).toMatchObject({
      ...{ measure: 'hosts', way: 'hexagons', where: choices.where, region: choices.region },
    });
    expect(session.picture).toEqual(picture);
    expect(session.data).toEqual(data);
    const again = { ...session, choices: { ...initialChoices, ...session.choices } };
    expect(writeSession(again)).toBe(text);
  });

  it.each([
    ['{', 'is damaged: it is not JSON'],
    [text.replace('"version":1', '"version":7'), 'has version 7'],
    [text.replace('"slide-16-9"', '"slide-9"'), 'is not valid at picture.layout'],
    [text.replace('"bytes":12', '"bytes":-1'), 'is not valid at data.0.bytes'],
  ])('that is wrong says where: %#', (wrong, message) => {
    expect(() => readSession(wrong, 'my.json')).toThrow(message);
  });

  const file = (part: string | Uint8Array) => new Blob([part as BlobPart]);

  it('is found in its own file, in PNG, SVG and PDF', async () => {
    const png = joinBytes([
      PNG_SIGNATURE,
      pngChunk('IHDR', new Uint8Array(13)),
      pngWords('Title', 'Other words'),
      pngWords(SESSION_KEYWORD, text),
      pngChunk('IEND', new Uint8Array(0)),
    ]);
    const svg = `<svg xmlns="x"><metadata><session xmlns="y">${xmlText(text)}</session></metadata></svg>`;
    const pdf = `%PDF-1.7\n<atlas:session>${xmlText(text)}</atlas:session>`;
    for (const blob of [file(text), file(png), file(svg), file(pdf)]) {
      expect((await sessionIn(blob, 'x'))?.picture?.title).toBe(picture.title);
    }
  });

  it('is not found in telemetry, or in pictures without one', async () => {
    const png = joinBytes([PNG_SIGNATURE, pngChunk('IEND', new Uint8Array(0))]);
    for (const blob of [file('time,address\n'), file(png), file('<svg></svg>'), file('{"a":1}')]) {
      expect(await sessionIn(blob, 'x')).toBeNull();
    }
  });
});
