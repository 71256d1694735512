import { textOf } from './text-of.ts';

/** What the first lines of a Zeek log declare. */
export interface ZeekHead {
  delimiter: string;
  names: string[];
  /** The line that names the columns. */
  text: string;
}

const LOOKED_AT = 1 << 16;

/** The declarations at the start of a Zeek log; null where the bytes are none. */
export function zeekHead(head: Uint8Array): ZeekHead | null {
  const text = textOf(head.subarray(0, LOOKED_AT)).replace(/^\uFEFF/, '');
  const separator = /^#separator (\S+)/.exec(text);
  if (!separator && !/^#(?:set_separator|fields)\t/m.test(text.slice(0, 2000))) return null;
  const said = separator?.[1] ?? '\\x09';
  const code = /^\\x([\da-f]{2})$/i.exec(said);
  const delimiter = code ? String.fromCharCode(parseInt(code[1]!, 16)) : said;
  const fields = text.split(/\r?\n/).find((line) => line.startsWith(`#fields${delimiter}`));
  return fields
    ? { delimiter, names: fields.split(delimiter).slice(1), text: fields.trim() }
    : null;
}
