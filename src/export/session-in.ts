import { unzlibSync } from 'fflate';
import { PNG_SIGNATURE } from './png-chunks.ts';
import { isSessionText, readSession, type Session } from './session.ts';
import { SESSION_KEYWORD } from './write-png.ts';

/** Larger than any session: texts that are longer are something else. */
const MOST_TEXT = 32_000_000;
/** Largest picture that is looked into. */
const MOST_PICTURE = 400_000_000;
const HEAD = 1024;

const decoder = new TextDecoder();

/** The text of an iTXt chunk of a keyword; null where the chunk is another's. */
function wordsOf(content: Uint8Array, keyword: string): string | null {
  const end = content.indexOf(0);
  if (decoder.decode(content.subarray(0, end)) !== keyword) return null;
  const isPacked = content[end + 1] === 1;
  const language = content.indexOf(0, end + 3);
  const translated = content.indexOf(0, language + 1);
  const text = content.subarray(translated + 1);
  return decoder.decode(isPacked ? unzlibSync(text) : text);
}

/** The session of a PNG: chunks are walked over without their pixels being read. */
async function inPng(blob: Blob): Promise<string | null> {
  let at = PNG_SIGNATURE.length;
  while (at + 12 <= blob.size) {
    const view = new DataView(await blob.slice(at, at + 8).arrayBuffer());
    const length = view.getUint32(0);
    const type = String.fromCharCode(...new Uint8Array(view.buffer, 4, 4));
    if (type === 'iTXt') {
      const content = new Uint8Array(await blob.slice(at + 8, at + 8 + length).arrayBuffer());
      const found = wordsOf(content, SESSION_KEYWORD);
      if (found !== null) return found;
    }
    if (type === 'IEND') return null;
    at += 12 + length;
  }
  return null;
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

/** What stands between tags of XML: SVG's metadata, or the XMP of a PDF, which is stored as it is. */
function betweenTags(text: string, pattern: RegExp): string | null {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) return null;
  return found
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity);
}

/** The session's text in a file: one that was saved as such, or a picture (PNG, SVG, PDF) that carries it. */
async function textIn(blob: Blob): Promise<string | null> {
  const head = new Uint8Array(await blob.slice(0, HEAD).arrayBuffer());
  if (PNG_SIGNATURE.every((byte, index) => head[index] === byte)) return inPng(blob);
  const start = decoder.decode(head);
  if (start.startsWith('%PDF-') && blob.size <= MOST_PICTURE) {
    return betweenTags(await blob.text(), /<atlas:session>([^<]*)<\/atlas:session>/);
  }
  if (/<svg[\s>]/.test(start) && blob.size <= MOST_PICTURE) {
    return betweenTags(await blob.text(), /<session [^>]*>([^<]*)<\/session>/);
  }
  return isSessionText(start) && blob.size <= MOST_TEXT ? blob.text() : null;
}

/**
 * The session that a file holds; null where it holds none.
 * @throws InputError where there is one that cannot be read
 */
export async function sessionIn(blob: Blob, name: string): Promise<Session | null> {
  const text = await textIn(blob);
  return text === null ? null : readSession(text, name);
}
