import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { isPrepared } from './made-picture.ts';
import { bytesOf, writeMade } from './write-made.ts';

/** LibreOffice opens the slides as another program: that is skipped where it is not installed. */
const hasOffice = [
  ['soffice', '--version'],
  ['pdftotext', '-v'],
  ['pdfinfo', '-v'],
].every(([tool, flag]) => spawnSync(tool!, [flag!]).error === undefined);
const session = '{"title":"<&> 日本"}';
const picture = { title: 'Bots & <others>', session };
const textsOf = (xml: string) => [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text]) => text);

describe.skipIf(!isPrepared)('the PowerPoint writer', () => {
  let bytes: Uint8Array;
  let files: Record<string, Uint8Array>;
  const xml = (name: string) => strFromU8(files[name]!);
  beforeAll(async () => {
    bytes = await bytesOf(await writeMade('pptx', { picture }));
    files = unzipSync(bytes);
  }, 60_000);

  it('has every part that its list of contents names, that list first', () => {
    expect(Object.keys(files)[0]).toBe('[Content_Types].xml');
    const named = [...xml('[Content_Types].xml').matchAll(/PartName="\/([^"]+)"/g)];
    expect(named.length).toBeGreaterThan(8);
    for (const [, name] of named) expect(Object.keys(files)).toContain(name);
  });

  it('has the title as a title, and the other words as text', () => {
    const slide = xml('ppt/slides/slide1.xml');
    expect(slide).toMatch(/<p:ph\s[^>]*type="title"/);
    const texts = textsOf(slide);
    for (const text of ['Bots &amp; &lt;others&gt;', '5,900', 'Addresses per 1,000 km²', '0.001']) {
      expect(texts).toContain(text);
    }
  });

  it('has the map and the legend’s colours as images with words instead', async () => {
    const slide = xml('ppt/slides/slide1.xml');
    expect(slide).toMatch(
      /<p:cNvPr [^>]*descr="Bots &amp; &lt;others&gt;. Addresses, 1 to 31 March/,
    );
    const images = Object.keys(files).filter((name) => name.startsWith('ppt/media/'));
    expect(images).toHaveLength(2);
    const sizes = await Promise.all(images.map((name) => loadImage(Buffer.from(files[name]!))));
    expect(Math.max(...sizes.map(({ width }) => width))).toBe(960);
  });

  it('has the ranking as a table with a header, and notes', () => {
    const ranking = xml('ppt/slides/slide2.xml');
    expect(ranking).toContain('<a:tblPr firstRow="1"');
    expect(textsOf(ranking)).toEqual(expect.arrayContaining(['Country', 'Türkiye', '4,300']));
    expect(textsOf(xml('ppt/notesSlides/notesSlide1.xml')).join(' ')).toContain(
      '5,900 rows read, 0 refused.',
    );
  });

  it('has words that are read from right to left as such', async () => {
    const title = 'انتشار شبكة Made-up';
    const written = unzipSync(await bytesOf(await writeMade('pptx', { picture: { title } })));
    const slide = strFromU8(written['ppt/slides/slide1.xml']!);
    const [, ...all] = slide.split('<a:p>');
    const paragraphs = all.filter((text) => text.includes(title));
    expect(paragraphs).toHaveLength(1);
    expect(paragraphs[0]).toMatch(/^<a:pPr [^>]*rtl="1"/);
    expect(slide.match(/rtl="1"/g)).toHaveLength(1);
  });

  it('keeps title and session in its properties, and no date', () => {
    const core = xml('docProps/core.xml');
    expect(core).toContain('<dc:title>Bots &amp; &lt;others&gt;</dc:title>');
    expect(core).toContain('&quot;&lt;&amp;&gt; 日本&quot;');
    expect(core.match(/2000-01-01T00:00:00Z/g)).toHaveLength(2);
  });

  it.skipIf(!hasOffice)(
    'is opened by another program, a slide and a page of the ranking, with its words',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'atlas-pptx-'));
      writeFileSync(join(folder, 'picture.pptx'), bytes);
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      const flags = [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder];
      spawnSync('soffice', [...flags, join(folder, 'picture.pptx')]);
      const file = join(folder, 'picture.pdf');
      expect(String(spawnSync('pdfinfo', [file]).stdout)).toMatch(/Pages: +2\n/);
      const text = String(spawnSync('pdftotext', [file, '-']).stdout);
      for (const words of ['Bots & <others>', 'Addresses per 1,000 km²', 'Türkiye', '4,300']) {
        expect(text).toContain(words);
      }
      rmSync(folder, { recursive: true });
    },
    120_000,
  );

  it('gives the same bytes twice', async () => {
    const again = await bytesOf(await writeMade('pptx', { picture }));
    expect(Buffer.from(again).equals(bytes)).toBe(true);
  });
});
