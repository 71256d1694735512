import type { Summary } from '../model/source.ts';

/** A file that somebody chose, alone or with the folder in which it lies. */
export interface ChosenFile {
  file: File;
  /** What cannot be read in a folder is passed over. */
  fromFolder: boolean;
}

/** Files by name, but not those that systems hide in folders. */
function visible(files: readonly File[]): ChosenFile[] {
  return files
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => pathOf(a).localeCompare(pathOf(b), 'en'))
    .map((file) => ({ file, fromFolder: true }));
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}

/** The files of a picker; a picker of folders gives all that lies in one. */
export function pickedFiles(list: FileList | null): ChosenFile[] {
  const files = [...(list ?? [])];
  if (files.some(({ webkitRelativePath }) => webkitRelativePath !== '')) return visible(files);
  return files.map((file) => ({ file, fromFolder: false }));
}

/** All entries of a folder: they are handed out in parts. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return all;
    all.push(...part);
  }
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.name.startsWith('.')) return [];
  if (entry.isDirectory) {
    const entries = await entriesOf(entry as FileSystemDirectoryEntry);
    const sorted = entries.sort((a, b) => a.name.localeCompare(b.name, 'en'));
    return (await Promise.all(sorted.map(filesIn))).flat();
  }
  const file = entry as FileSystemFileEntry;
  return [await new Promise<File>((resolve, reject) => file.file(resolve, reject))];
}

/**
 * The files of a transfer, those in folders with them. The transfer is looked at before this returns, as it must be: it is
 * empty once its event is over.
 */
export function transferredFiles(transfer: DataTransfer): Promise<ChosenFile[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const entries = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  return Promise.all(
    entries.map(async ({ entry, file }): Promise<ChosenFile[]> => {
      if (!entry?.isDirectory) return file ? [{ file, fromFolder: false }] : [];
      return (await filesIn(entry)).map((inside) => ({ file: inside, fromFolder: true }));
    }),
  ).then((lists) => lists.flat());
}

/** Text as a file that can be opened like any other. */
export function pastedFile(text: string): ChosenFile {
  return { file: new File([text], 'pasted text', { type: 'text/plain' }), fromFolder: false };
}

/** Names of the files behind what is open, telemetry and C2 lists, archives once. */
export function openNames({ files, lists }: Pick<Summary, 'files' | 'lists'>): OpenNames {
  const namesOf = (open: Summary['files']) => [
    ...new Set(open.map(({ name }) => name.replace(/: .*$/, ''))),
  ];
  return { telemetry: namesOf(files), lists: namesOf(lists) };
}

/** Names of files that are open. */
export interface OpenNames {
  telemetry: string[];
  lists: string[];
}

/** Files that are open and were not chosen again, and so will go: C2 lists alone leave telemetry as it is. */
export function lostNames(
  { telemetry, lists }: OpenNames,
  chosen: readonly { name: string; isList: boolean }[],
): string[] {
  const open = chosen.every(({ isList }) => isList) ? lists : [...telemetry, ...lists];
  return open.filter((name) => !chosen.some((file) => file.name === name));
}
