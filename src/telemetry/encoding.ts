import type { Encoding } from './recognition.ts';

const LOOKED_AT = 4096;

const NEWLINE = 10;
const RETURN = 13;

/** Whether lines end with carriage returns alone, as old programs for the Macintosh write them. */
function hasReturnsAlone(head: Uint8Array): boolean {
  const first = head.indexOf(RETURN);
  return first >= 0 && head.indexOf(RETURN, first + 1) >= 0 && !head.includes(NEWLINE);
}

/** The encoding of a text by its byte order mark, by where its NUL bytes stand, or by its line ends. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const looked = head.subarray(0, LOOKED_AT);
  const zeros = [0, 0];
  for (let i = 0; i < looked.length; i++) if (looked[i] === 0) zeros[i & 1]!++;
  const [even, odd] = zeros as [number, number];
  if (Math.max(even, odd) * 3 <= looked.length || Math.min(even, odd) * 20 >= looked.length) {
    return hasReturnsAlone(head) ? 'carriage-returns' : 'utf-8';
  }
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Turns chunks of UTF-16 into UTF-8, and carriage returns that end lines into newlines. */
export class Recoder {
  private readonly decoder: TextDecoder | null;
  private readonly encoder = new TextEncoder();

  constructor(encoding: Encoding) {
    this.decoder = encoding === 'carriage-returns' ? null : new TextDecoder(encoding);
  }

  /** UTF-8 of a chunk; without one, of what was left. */
  recode(chunk?: Uint8Array): Uint8Array<ArrayBuffer> {
    if (!this.decoder)
      return (chunk ?? new Uint8Array(0)).map((byte) => (byte === RETURN ? NEWLINE : byte));
    return this.encoder.encode(this.decoder.decode(chunk, { stream: chunk !== undefined }));
  }
}

/** The first bytes of a file as UTF-8; bytes in an encoding that is UTF-8 already stay as they are. */
export function decodedHead(head: Uint8Array, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return head;
  if (encoding === 'carriage-returns') return new Recoder(encoding).recode(head);
  return new Recoder(encoding).recode(head.subarray(0, head.length - (head.length % 2)));
}
