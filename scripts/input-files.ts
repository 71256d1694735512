import { openAsBlob } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { InputFile, LoadRequest } from '../src/model/source.ts';
import { isFailure, type FilePlan } from '../src/model/import-plan.ts';
import { makeFilePlan } from '../src/telemetry/kind-of-file.ts';
import { FlaggedChoices, type ImportFlags } from './import-flags.ts';
import { UsageError } from './usage-error.ts';

const generated = resolve(import.meta.dirname, '../public/generated');

async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found)
    throw new UsageError(`there is no file "${path}"; expected a telemetry file or "demo".`);
  if (!found.isFile()) throw new UsageError(`"${path}" is not a file.`);
}

/** Opens a file as a blob whose bytes are read when they are asked for. */
export async function openFile(path: string): Promise<InputFile & { blob: Blob }> {
  await checkFile(path);
  return { name: basename(path), blob: await openAsBlob(path) };
}

/** Files of a directory and of those in it, in the order of their names; a path to a file is that file. */
async function filesUnder(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found?.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  const inside = await Promise.all(names.map((name) => filesUnder(join(path, name))));
  return inside.flat();
}

/** Whether anything in a file can be read; says on standard error what cannot. */
function isReadable({ name, parts }: FilePlan): boolean {
  const failures = parts.filter(isFailure);
  if (parts.length > failures.length) return true;
  console.error(`${failures[0]?.found ?? `"${name}" holds nothing.`} It is passed over.`);
  return false;
}

/** Opens a database, which is read as a whole once it is needed. */
async function openDatabaseFile(path: string): Promise<InputFile> {
  await checkFile(path);
  const read = async () => {
    const { buffer, byteOffset, byteLength } = await readFile(path);
    return new Uint8Array(buffer, byteOffset, byteLength);
  };
  return { name: basename(path), read };
}

interface GeoManifest {
  files: { name: string; family: 4 | 6; bytes: number }[];
}

/** The DB-IP files of the optional package; empty where it is not installed. */
export async function defaultDatabases(): Promise<InputFile[]> {
  const text = await readFile(join(generated, 'geo/manifest.json'), 'utf8').catch(() => null);
  if (text === null) return [];
  const { files } = JSON.parse(text) as GeoManifest;
  return Promise.all(
    files.map(async ({ name, family }) => ({
      ...(await openDatabaseFile(join(generated, 'geo', name))),
      family,
    })),
  );
}

/** The bundled reconstruction as a request. */
export async function demoRequest(): Promise<LoadRequest> {
  const open = (name: string) => openFile(join(generated, 'simda', name));
  return {
    telemetry: [await open('telemetry.csv.gz')],
    servers: [await open('c2.csv')],
    databases: [await openDatabaseFile(join(generated, 'simda', 'places.mmdb'))],
    mode: 'replace',
    reconstruction: true,
  };
}

/**
 * What the command line names, as a request: `demo` alone, or files and directories, told apart by what they hold as on
 * the page, with the user's databases before DB-IP. What cannot be read in a directory is passed over.
 * @param flags how files are to be read, where they do not say so themselves
 * Throws UsageError where nothing is named, `demo` is mixed with files, or a flag cannot be followed.
 */
export async function makeRequest(
  files: string[],
  mmdb: string[],
  flags: ImportFlags = {},
): Promise<LoadRequest> {
  if (files.length === 0) throw new UsageError('no file named; expected FILE... or "demo".');
  if (files.includes('demo')) {
    if (files.length > 1) throw new UsageError('"demo" cannot be mixed with files.');
    const request = await demoRequest();
    return {
      ...request,
      databases: [...(await Promise.all(mmdb.map(openDatabaseFile))), ...request.databases],
    };
  }
  const databases = [...mmdb];
  const flagged = new FlaggedChoices(flags);
  const telemetry: InputFile[] = [];
  const servers: InputFile[] = [];
  for (const named of files) {
    const paths = await filesUnder(named);
    for (const path of paths) {
      const { name, blob } = await openFile(path);
      const choices = await flagged.for(blob, name);
      const plan = await makeFilePlan(blob, name, choices);
      if (plan.kind === 'database') databases.push(path);
      else if (path === named || isReadable(plan)) {
        (plan.kind === 'servers' ? servers : telemetry).push({ name, blob, choices });
      }
    }
  }
  flagged.check();
  return {
    telemetry,
    servers,
    databases: [
      ...(await Promise.all(databases.map(openDatabaseFile))),
      ...(await defaultDatabases()),
    ],
    mode: 'replace',
    reconstruction: false,
  };
}
