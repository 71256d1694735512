import { InputError } from '../model/input-error.ts';
import { headsOf, type MemberHead } from './head-of.ts';
import { recognise } from './recognise.ts';

/** What a dropped file is to be opened as. */
export type FileKind = 'database' | 'servers' | 'telemetry';

/** The bytes that begin the metadata of an MMDB, within its last 128 KiB (MaxMind DB format 2.0). */
const METADATA_START = '\xab\xcd\xefMaxMind.com';
const TAIL = 128 * 1024;
/** Members of an archive that are looked at. */
const MEMBERS = 20;

async function latin1(blob: Blob): Promise<string> {
  return new TextDecoder('latin1').decode(await blob.arrayBuffer());
}

/** Whether a file holds C2 servers and no telemetry; null where it is neither. */
function isServerList({ bytes, name }: MemberHead): boolean | null {
  try {
    const { rules } = recognise(bytes, name);
    const categories = rules?.categories ?? [];
    const hosts = categories.some(({ subject }) => subject === 'hosts' || subject === 'both');
    const listed = rules?.subject === 'servers' || (rules?.subject === 'aside' && !hosts);
    return listed && !categories.some(({ subject }) => subject === 'both');
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/**
 * Tells a file by its contents: a database by its metadata or its ending, a C2 list by what its format says of its
 * rows, telemetry otherwise. An archive is a C2 list where every readable member is one. What cannot be read is taken
 * for telemetry, whose reader says why it is none.
 */
export async function kindOfFile(blob: Blob, name: string): Promise<FileKind> {
  const tail = await latin1(blob.slice(Math.max(0, blob.size - TAIL)));
  if (tail.includes(METADATA_START) || /\.mmdb$/i.test(name)) return 'database';
  const heads = await headsOf(blob.stream(), name, MEMBERS).catch((error: unknown) => {
    if (error instanceof InputError) return [];
    throw error;
  });
  const kinds = heads.map(isServerList).filter((kind) => kind !== null);
  return kinds.length > 0 && kinds.every(Boolean) ? 'servers' : 'telemetry';
}
