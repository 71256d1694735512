import { createCanvas, loadImage } from '@napi-rs/canvas';
import { create } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { isPrepared } from './made-picture.ts';
import { bytesOf, writeMade } from './write-made.ts';

const hostile = 'Bots <&"\'> of \u0007 <script>';
const session = '{"words":"<&> 日本"}';
const textOf = async (...job: Parameters<typeof writeMade>) =>
  new TextDecoder().decode(await bytesOf(await writeMade(...job)));
const svg = (job: Parameters<typeof writeMade>[1] = {}) => textOf('svg', job);

/** The tags of a document in order; fails where they are not closed as they were opened. */
function tagsOf(text: string): string[] {
  const open: string[] = [];
  const found: string[] = [];
  for (const [, close, name, rest] of text.matchAll(/<(\/?)([a-z-]+)([^<>]*)>/gi)) {
    if (close === '/') expect(open.pop()).toBe(name);
    else {
      found.push(name!);
      if (!rest!.endsWith('/')) open.push(name!);
    }
  }
  expect(open).toEqual([]);
  return found;
}

describe.skipIf(!isPrepared)('the SVG writer', () => {
  it('gives a document that another reader draws in the picture’s shape', async () => {
    const image = await loadImage(Buffer.from(await svg()));
    expect(image.width / image.height).toBeCloseTo(16 / 9, 1);
    const context = createCanvas(480, 270).getContext('2d');
    context.drawImage(image, 0, 0, 480, 270);
    const { data } = context.getImageData(0, 0, 480, 270);
    expect(new Set(data).size).toBeGreaterThan(50);
  });

  it('has text as text, of the width that it has in the picture', async () => {
    const text = await svg();
    expect(text).toMatch(/<text [^>]*textLength="[\d.]+"[^>]*>A made-up botnet<\/text>/);
    expect(text).toMatch(/<text [^>]*text-anchor="end"[^>]*>5,900<\/text>/);
  });

  it('carries the letters that it needs, and asks for nothing', async () => {
    const text = await svg();
    const [first] = [...text.matchAll(/font-weight:400;src:url\(data:font\/ttf;base64,([^)]+)\)/g)];
    const font = create(Buffer.from(first![1]!, 'base64'));
    expect([...'Addresses, 1 to 31'].every((c) => font.hasGlyphForCodePoint(c.charCodeAt(0)))).toBe(
      true,
    );
    expect(font.hasGlyphForCodePoint('Ж'.codePointAt(0)!)).toBe(false);
    const addresses = [...text.matchAll(/(?:href|src|url)[=(]"?([^")]{1,12})/g)].map(
      ([, at]) => at,
    );
    expect(addresses.length).toBeGreaterThan(2);
    expect(addresses.every((at) => at!.startsWith('data:'))).toBe(true);
  });

  it('keeps title, description and session, whatever letters they have', async () => {
    const text = await svg({ picture: { title: hostile, session } });
    expect(tagsOf(text)).not.toContain('script');
    const title = 'Bots &lt;&amp;&quot;&#39;&gt; of \uFFFD &lt;script&gt;';
    expect(text).toContain(`<title id="atlas-title">${title}</title>`);
    expect(text).toContain(`<desc id="atlas-description">${title}. Addresses, 1 to 31 March 2026`);
    expect(text).toContain('>{&quot;words&quot;:&quot;&lt;&amp;&gt; 日本&quot;}</session>');
    await expect(loadImage(Buffer.from(text))).resolves.toBeDefined();
  });

  it('has the density as an image, or as lines where they are asked for', async () => {
    const lines = await svg({ choices: { heat: 'contours' } });
    const images = (text: string) => tagsOf(text).filter((name) => name === 'image').length;
    expect(images(await svg()) - images(lines)).toBe(1);
    expect(tagsOf(lines).length).toBeGreaterThan(20);
  });

  it('gives the same bytes twice', async () => {
    expect(await svg({ picture: { session } })).toBe(await svg({ picture: { session } }));
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    const written = svg({ onProgress: () => controller.abort(), signal: controller.signal });
    await expect(written).rejects.toMatchObject({ name: 'AbortError' });
  });
});
