/** What a dropped file is to be opened as. */
export type FileKind = 'database' | 'servers' | 'telemetry';

/** The bytes that begin the metadata of an MMDB, within its last 128 KiB (MaxMind DB format 2.0). */
const METADATA_START = '\xab\xcd\xefMaxMind.com';
const TAIL = 128 * 1024;
const HEAD = 4096;

const statusColumns = ['status', 'c2status'];
const addressColumns = ['address', 'ip', 'dstip', 'c2', 'c2ip', 'server', 'serverip', 'ioc'];
const hostColumns = ['srcip', 'sourceip', 'machineid', 'infectedip'];

async function latin1(blob: Blob): Promise<string> {
  return new TextDecoder('latin1').decode(await blob.arrayBuffer());
}

/** Folded column names of a text's first line that is not a comment. */
function columnsOf(text: string): string[] {
  const line = text.split(/\r?\n/).find((candidate) => /^[^#;/\s]/.test(candidate)) ?? '';
  return line.split(/[,;\t|]/).map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''));
}

/**
 * Tells a file by its contents: a database by its metadata or its ending, a C2 list by a header that has an address
 * and a status but no infected side, telemetry otherwise.
 */
export async function kindOfFile(blob: Blob, name: string): Promise<FileKind> {
  const tail = await latin1(blob.slice(Math.max(0, blob.size - TAIL)));
  if (tail.includes(METADATA_START) || /\.mmdb$/i.test(name)) return 'database';
  const columns = columnsOf(await latin1(blob.slice(0, HEAD)));
  const has = (names: string[]) => names.some((column) => columns.includes(column));
  return has(statusColumns) && has(addressColumns) && !has(hostColumns) ? 'servers' : 'telemetry';
}
