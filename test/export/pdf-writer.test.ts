import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPrepared } from './made-picture.ts';
import { bytesOf, writeMade } from './write-made.ts';

/** Poppler's tools: the tests that read a PDF by them are skipped where they are not installed. */
const hasPoppler = ['pdffonts', 'pdftotext', 'pdftoppm', 'pdfinfo', 'pdfdetach'].every(
  (tool) => spawnSync(tool, ['-v']).error === undefined,
);
const session = '{"title":"<&> 日本"}';
const picture = { title: 'Bots & <others>', dpi: 96, session };
const folder = mkdtempSync(join(tmpdir(), 'atlas-pdf-'));
const file = join(folder, 'picture.pdf');

/** What a tool says of the written file. */
function ask(tool: string, ...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(tool, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

describe.skipIf(!isPrepared)('the PDF writer', () => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await bytesOf(await writeMade('pdf', { picture }));
    writeFileSync(file, bytes);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives the same bytes twice', async () => {
    expect(Buffer.from(await bytesOf(await writeMade('pdf', { picture }))).equals(bytes)).toBe(
      true,
    );
  });

  it('keeps the session where it can be found without a reader of PDF', () => {
    const text = Buffer.from(bytes).toString('utf8');
    expect(text).toContain(
      '<atlas:session>{&quot;title&quot;:&quot;&lt;&amp;&gt; 日本&quot;}</atlas:session>',
    );
    expect(text).toContain('<rdf:li xml:lang="x-default">Bots &amp; &lt;others&gt;</rdf:li>');
  });

  it.skipIf(!hasPoppler)('embeds its fonts, in part', () => {
    const fonts = ask('pdffonts', file).trim().split('\n').slice(2);
    expect(fonts).toHaveLength(2);
    for (const font of fonts) expect(font).toMatch(/\+Inter-\w+ .*yes yes yes/);
  });

  it.skipIf(!hasPoppler)(
    'has its text once, as text, and says title, size and that it is tagged',
    () => {
      const text = ask('pdftotext', file, '-');
      expect(text.match(/Bots & <others>/g)).toHaveLength(1);
      expect(text.match(/Türkiye|Brazil/g)?.length).toBeGreaterThan(0);
      expect(text).toContain('5,900 rows read, 0 refused.');
      const about = ask('pdfinfo', file);
      expect(about).toMatch(/Title: +Bots & <others>\n/);
      expect(about).toMatch(/Tagged: +yes/);
      expect(about).toMatch(/Page size: +720 x 405 pts/);
    },
  );

  it.skipIf(!hasPoppler)('is read title first, then the map, then what explains it', () => {
    const tree = ask('pdfinfo', '-struct-text', file);
    const order = ['H1', 'Figure', '"Addresses per 1,000', '5,900 rows read'].map((at) =>
      tree.search(at),
    );
    expect(order.every((at) => at >= 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/Alt \(/);
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/Lang \(en\)/);
  });

  it.skipIf(!hasPoppler)('attaches the session', () => {
    ask('pdfdetach', '-save', '1', '-o', join(folder, 'session.json'), file);
    expect(ask('cat', join(folder, 'session.json'))).toBe(session);
  });

  it.skipIf(!hasPoppler)('shows a picture', () => {
    const ppm = spawnSync('pdftoppm', ['-r', '72', file]).stdout;
    expect(ppm.subarray(0, 15).toString('latin1')).toMatch(/^P6\n720 405\n255\n/);
    expect(new Set(ppm.subarray(15)).size).toBeGreaterThan(100);
  });
});
