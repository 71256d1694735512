import { useEffect, useState } from 'react';
import type { HashInput, HashProtocol, Hashing } from './export/hash-files.ts';
import { makeCaller } from './model/rpc.ts';
import type { Summary } from './model/source.ts';
import { reconstructionRequest } from './own-files.ts';
import type { FileToOpen } from './plan-entry.ts';

const KEY = 'infection-atlas-hashes';
const nothing: Hashing = { hashes: new Map(), share: null, error: null };

/** Hashes of what is kept beyond this visit, under name and size. */
function readKept(): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const entries = Object.entries(kept as Record<string, unknown>);
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => /^[0-9a-f]{64}$/.test(String(entry[1]))),
    );
  } catch {
    return {};
  }
}

function writeKept(kept: Record<string, string>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // They are computed again in the next visit, where the files are at hand.
  }
}

const keyOf = (name: string, bytes: number) => `${bytes} ${name}`;

/** A file by this name was opened: what was known of an earlier one is of no use. */
export function forgetHashes(files: readonly File[]): void {
  const kept = readKept();
  for (const { name, size } of files) delete kept[keyOf(name, size)];
  writeKept(kept);
}

/** The files of the data that are at hand; the reconstruction's are the page's own. */
function inputsOf({ reconstruction }: Summary, opened: readonly FileToOpen[]): HashInput[] {
  if (!reconstruction) {
    return opened
      .filter(({ kind }) => kind === 'telemetry')
      .map(({ file }) => ({ name: file.name, blob: file }));
  }
  return reconstructionRequest().telemetry.flatMap((file) =>
    'url' in file ? [{ name: file.name, url: file.url }] : [],
  );
}

function knownHashes({ files, reconstruction }: Summary): Map<string, string> {
  if (reconstruction) return new Map();
  const kept = readKept();
  return new Map(
    files.flatMap(({ name, bytes }) => {
      const hash = kept[keyOf(name, bytes)];
      return hash === undefined ? [] : [[name, hash] as const];
    }),
  );
}

/**
 * The SHA-256 of what is loaded, computed in a worker of its own when it is first wanted: a load is not slowed by it.
 * @param opened the files that are at hand; of others the hashes are known where they were computed before
 */
export function useHashing(
  summary: Summary | null,
  opened: readonly FileToOpen[],
  isWanted: boolean,
): Hashing {
  const [found, setFound] = useState<{ of: Summary; hashing: Hashing } | null>(null);
  const isKnown = found !== null && found.of === summary;
  useEffect(() => {
    if (!summary || !isWanted || isKnown) return;
    const known = knownHashes(summary);
    const inputs = inputsOf(summary, opened).filter(({ name }) => !known.has(name));
    const tell = (part: Partial<Hashing>) =>
      setFound({ of: summary, hashing: { hashes: known, share: null, error: null, ...part } });
    if (inputs.length === 0) return tell({});
    const worker = new Worker(new URL('./export/hash-worker.ts', import.meta.url), {
      type: 'module',
    });
    const caller = makeCaller<HashProtocol>(worker, ({ message }) => new Error(message));
    worker.addEventListener('error', ({ message }) =>
      caller.fail(new Error(message || 'The hash worker was lost.')),
    );
    tell({ share: 0 });
    caller
      .call('hash', { files: inputs }, { onProgress: (share) => tell({ share }) })
      .then(
        (hashes) => {
          const all = new Map([...known, ...hashes]);
          if (!summary.reconstruction) {
            const kept = readKept();
            for (const { name, bytes } of summary.files) {
              const hash = all.get(name);
              if (hash !== undefined) kept[keyOf(name, bytes)] = hash;
            }
            writeKept(kept);
          }
          tell({ hashes: all });
        },
        (error: unknown) => tell({ error: error as Error }),
      )
      .finally(() => worker.terminate());
    // It goes on where the dialog is closed: what it finds is kept.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- begins once for what is loaded
  }, [summary, isWanted]);
  return isKnown ? found.hashing : nothing;
}
