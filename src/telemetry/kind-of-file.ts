import {
  overrideOf,
  type FileChoices,
  type FileKind,
  type FilePlan,
  type ImportOverride,
} from '../model/import-plan.ts';
import { InputError } from '../model/input-error.ts';
import { headsOf, type HeadOptions, type MemberHead } from './head-of.ts';
import { planHead } from './import-plan.ts';
import { recognise } from './recognise.ts';
import { refuseManyMembers } from './zip-end.ts';

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
  { bytes, name, error }: MemberHead,
  override: ImportOverride,
): boolean | null {
  try {
    if (error) throw error;
    const { rules } = recognise(bytes, name, override);
    const categories = rules?.categories ?? [];
    const hosts = categories.some(({ subject }) => subject === 'hosts' || subject === 'both');
    const listed = rules?.subject === 'servers' || (rules?.subject === 'aside' && !hosts);
    return listed && !categories.some(({ subject }) => subject === 'both');
  } catch (failure) {
    if (failure instanceof InputError) return null;
    throw failure;
  }
}

/** Members of an archive whose plan is made: the rest is read as it is recognised. */
const MOST_MEMBERS = 2000;
/** Members that show as many rows as a file of its own does; the others show fewer. */
const FULL_MEMBERS = 20;
const FEWER_ROWS = 8;

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
  return (await makeFilePlan(blob, name, choices)).kind;
}

/** What a file is to be opened as, and how it will be read. A file that cannot be opened at all has one failure. */
export async function makeFilePlan(
  blob: Blob,
  name: string,
  choices: FileChoices = {},
  options: Omit<HeadOptions, 'most'> = {},
): Promise<FilePlan> {
  if (await isDatabase(blob, name)) return { name, kind: 'database', parts: [] };
  const parts: FilePlan['parts'] = [];
  const lists: boolean[] = [];
  try {
    await refuseManyMembers(blob, name);
    for await (const head of headsOf(blob.stream(), name, { ...options, most: MOST_MEMBERS })) {
      const override = overrideOf(choices, parts.length);
      parts.push(planHead(head, override, parts.length < FULL_MEMBERS ? undefined : FEWER_ROWS));
      const isList = isServerList(head, override);
      if (isList !== null) lists.push(isList);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { found, expected } = error;
    parts.push({ name, found, expected, columns: [], decisions: [], mendable: false });
  }
  const kind = lists.length > 0 && lists.every(Boolean) ? 'servers' : 'telemetry';
  return { name, kind, parts, ...(parts.length === MOST_MEMBERS && { isCut: true }) };
}
