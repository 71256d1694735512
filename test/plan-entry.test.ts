import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ImportOverride } from '../src/model/import-plan.ts';
import type { LoadableSource } from '../src/model/source.ts';
import { columnsKey } from '../src/columns-key.ts';
import { asksFor, inputOf, planAgain, planAll, toOpen } from '../src/plan-entry.ts';
import { makeFilePlan } from '../src/telemetry/kind-of-file.ts';

const source: Pick<LoadableSource, 'plan'> = {
  plan: (blob, name, choices) => makeFilePlan(blob, name, choices),
};
const header = 'timestamp,host,visitor';
const log = `${header}\n2026-02-03T10:00:00Z,198.51.100.1,203.0.113.5\n`;
const sure = 'timestamp,ip\n2026-02-03T10:00:00Z,198.51.100.1\n';
const nothing = { recall: () => null };
const chosen: ImportOverride = { columns: { address: 2 }, subject: 'hosts' };
const key = columnsKey(header.split(',').map((name) => ({ name })));
const before = { recall: (asked: string) => (asked === key ? chosen : null) };

const file = (name: string, bytes: BlobPart) => new File([bytes], name);
const plan = (files: readonly File[], remembered = nothing as typeof before, fromFolder = false) =>
  planAll(
    source,
    files.map((each) => ({ file: each, fromFolder })),
    remembered,
    new AbortController().signal,
  );

describe('planAll', () => {
  it('asks about what is open, and not about what was answered before', async () => {
    const { entries } = await plan([file('log.csv', log), file('sure.csv', sure)]);
    expect(entries.map(asksFor)).toEqual([true, false]);
    expect(inputOf(toOpen(entries[1]!))).not.toHaveProperty('choices');
    const again = await plan([file('next.csv', log)], before);
    const [entry] = again.entries;
    expect(asksFor(entry!)).toBe(false);
    expect(entry).toMatchObject({ remembered: [true], choices: [chosen] });
    expect(entry!.plan.parts).toMatchObject([{ rows: [{ address: '203.0.113.5' }] }]);
    expect(toOpen(entry!)).toMatchObject({ remembered: true });
    expect(inputOf(toOpen(entry!))).toMatchObject({ choices: { members: [chosen] } });
  });

  it('answers each member of an archive by its own columns, and passes over what goes with it', async () => {
    const zip = zipSync({
      'readme.txt': strToU8('Ask 192.0.2.1 for more, or do not.\n'),
      'log.csv': strToU8(log),
      'sure.csv': strToU8(sure),
    });
    const { entries } = await plan([file('all.zip', zip)], before);
    expect(entries[0]).toMatchObject({ choices: [null, chosen, null] });
    expect(entries.map(asksFor)).toEqual([false]);
  });

  it('leaves out what cannot be read among several, and passes it over in folders', async () => {
    const files = [file('sure.csv', sure), file('words.txt', 'Nothing.\n'), file('log.csv', log)];
    const loose = await plan(files);
    expect(loose.entries.map(({ isIncluded }) => isIncluded)).toEqual([true, false, true]);
    expect(loose.passed).toEqual([]);
    const folder = await plan(files, undefined, true);
    expect(folder.entries.map(({ file: { name } }) => name)).toEqual(['sure.csv', 'log.csv']);
    expect(folder.passed.map(({ file: { name } }) => name)).toEqual(['words.txt']);
    expect((await plan([files[1]!])).entries).toMatchObject([{ isIncluded: true }]);
  });
});

it('planAgain shows a file as it was read, under the names of its columns as recognised', async () => {
  const opened = { file: file('log.csv', log), kind: 'telemetry', remembered: true } as const;
  const entry = await planAgain(source, { ...opened, choices: [chosen] });
  expect(entry).toMatchObject({ keys: [key], choices: [chosen], remembered: [false] });
  expect(entry.plan.parts).toMatchObject([{ rows: [{ address: '203.0.113.5' }] }]);
});
