import { describe, expect, it } from 'vitest';
import {
  pastedFile,
  pickedFiles,
  transferredFiles,
  lostNames,
  openNames,
} from '../../src/panels/chosen-files.ts';

const file = (name: string, path = '') =>
  Object.defineProperty(new File(['x'], name), 'webkitRelativePath', { value: path });

/** An entry as browsers give it: a folder hands out its entries in parts. */
function entryOf(name: string, inside?: FileSystemEntry[]): FileSystemEntry {
  const parts = inside ? [inside.slice(0, 1), inside.slice(1), []] : [];
  const entry = {
    name,
    isDirectory: inside !== undefined,
    file: (resolve: (found: File) => void) => resolve(file(name)),
    createReader: () => ({
      readEntries: (resolve: (found: FileSystemEntry[]) => void) => resolve(parts.shift() ?? []),
    }),
  };
  return entry as unknown as FileSystemEntry;
}

function transferOf(...entries: FileSystemEntry[]): DataTransfer {
  const items = entries.map((entry) => ({
    kind: 'file',
    webkitGetAsEntry: () => entry,
    getAsFile: () => (entry.isDirectory ? null : file(entry.name)),
  }));
  return { items } as unknown as DataTransfer;
}

const told = (list: Awaited<ReturnType<typeof transferredFiles>>) =>
  list.map((each) => [each.file.name, each.fromFolder]);

describe('chosen files', () => {
  it('of a transfer are those that are dropped, and all in folders', async () => {
    const deep = entryOf('deep', [entryOf('z.csv')]);
    const folder = entryOf('logs', [
      entryOf('b.csv'),
      entryOf('.DS_Store'),
      deep,
      entryOf('a.csv'),
    ]);
    expect(told(await transferredFiles(transferOf(entryOf('one.csv'), folder)))).toEqual([
      ['one.csv', false],
      ['a.csv', true],
      ['b.csv', true],
      ['z.csv', true],
    ]);
  });

  it('where entries are not told of are the files themselves', async () => {
    const item = { kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => file('a.csv') };
    const text = { kind: 'string', webkitGetAsEntry: () => null, getAsFile: () => null };
    const transfer = { items: [text, item] } as unknown as DataTransfer;
    expect(told(await transferredFiles(transfer))).toEqual([['a.csv', false]]);
  });

  it('of a picker say whether they lie in a folder', () => {
    const list = (...files: File[]) => files as unknown as FileList;
    expect(told(pickedFiles(list(file('b.csv'), file('a.csv'))))).toEqual([
      ['b.csv', false],
      ['a.csv', false],
    ]);
    const inside = list(file('b.csv', 'x/b.csv'), file('.env', 'x/.env'), file('a.csv', 'x/a.csv'));
    expect(told(pickedFiles(inside))).toEqual([
      ['a.csv', true],
      ['b.csv', true],
    ]);
    expect(pickedFiles(null)).toEqual([]);
  });

  it('chosen again leave out what will go: C2 lists alone leave telemetry', () => {
    const info = (name: string) => ({ name, bytes: 0, rows: 0, format: '' });
    const open = openNames({
      files: [info('a.zip: x.csv'), info('a.zip: y.csv'), info('b.csv')],
      lists: [info('c2.csv'), info('d.txt')],
    });
    expect(open).toEqual({ telemetry: ['a.zip', 'b.csv'], lists: ['c2.csv', 'd.txt'] });
    const hosts = { name: 'a.zip', isList: false };
    const list = { name: 'c2.csv', isList: true };
    expect(lostNames(open, [hosts, list])).toEqual(['b.csv', 'd.txt']);
    expect(lostNames(open, [list])).toEqual(['d.txt']);
  });

  it('can be text', async () => {
    const { file: pasted } = pastedFile('198.51.100.1');
    expect([pasted.name, await pasted.text()]).toEqual(['pasted text', '198.51.100.1']);
  });
});
