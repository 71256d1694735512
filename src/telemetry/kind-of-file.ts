import {
  overrideOf,
  type FileChoices,
  type FileKind,
  type FilePlan,
  type ImportFailure,
} from '../model/import-plan.ts';
import { InputError } from '../model/input-error.ts';
import { headsOf, type MemberHead } from './head-of.ts';
import { planHeads, SHOWN_MEMBERS } from './import-plan.ts';
import { recognise } from './recognise.ts';

/** The bytes that begin the metadata of an MMDB, within its last 128 KiB (MaxMind DB format 2.0). */
const METADATA_START = '\xab\xcd\xefMaxMind.com';
const TAIL = 128 * 1024;

async function latin1(blob: Blob): Promise<string> {
  return new TextDecoder('latin1').decode(await blob.arrayBuffer());
}

async function isDatabase(blob: Blob, name: string): Promise<boolean> {
  if (/\.mmdb$/i.test(name)) return true;
  const tail = await latin1(blob.slice(Math.max(0, blob.size - TAIL)));
  return tail.includes(METADATA_START);
}

/** Whether a file holds C2 servers and no telemetry; null where it is neither. */
function isServerList(
  { bytes, name }: MemberHead,
  position: number,
  choices: FileChoices,
): boolean | null {
  try {
    const { rules } = recognise(bytes, name, overrideOf(choices, position));
    const categories = rules?.categories ?? [];
    const hosts = categories.some(({ subject }) => subject === 'hosts' || subject === 'both');
    const listed = rules?.subject === 'servers' || (rules?.subject === 'aside' && !hosts);
    return listed && !categories.some(({ subject }) => subject === 'both');
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function kindOfHeads(heads: readonly MemberHead[], choices: FileChoices): FileKind {
  const kinds = heads
    .map((head, position) => isServerList(head, position, choices))
    .filter((kind) => kind !== null);
  return kinds.length > 0 && kinds.every(Boolean) ? 'servers' : 'telemetry';
}

/** The heads of what a file holds, or why it cannot be opened. */
async function openHeads(
  blob: Blob,
  name: string,
): Promise<{ heads: MemberHead[]; failures: ImportFailure[] }> {
  try {
    return { heads: await headsOf(blob.stream(), name, SHOWN_MEMBERS), failures: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { found, expected } = error;
    const nothing = { columns: [], decisions: [], mendable: false };
    return { heads: [], failures: [{ name, found, expected, ...nothing }] };
  }
}

/**
 * Tells a file by its contents: a database by its metadata or its ending, a C2 list by what its format says of its
 * rows, telemetry otherwise. An archive is a C2 list where every readable member is one. What cannot be read is taken
 * for telemetry, whose reader says why it is none.
 */
export async function kindOfFile(
  blob: Blob,
  name: string,
  choices: FileChoices = {},
): Promise<FileKind> {
  if (await isDatabase(blob, name)) return 'database';
  const { heads } = await openHeads(blob, name);
  return kindOfHeads(heads, choices);
}

/** What a file is to be opened as, and how it will be read. A file that cannot be opened at all has one failure. */
export async function makeFilePlan(
  blob: Blob,
  name: string,
  choices: FileChoices = {},
): Promise<FilePlan> {
  if (await isDatabase(blob, name)) return { name, kind: 'database', parts: [] };
  const { heads, failures } = await openHeads(blob, name);
  const parts = [...planHeads(heads, choices), ...failures];
  return { name, kind: kindOfHeads(heads, choices), parts };
}
