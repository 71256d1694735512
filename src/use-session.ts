import { useCallback, useEffect, useRef, useState } from 'react';
import type { Draft } from './export/draft.ts';
import type { Hashing } from './export/hash-files.ts';
import type { Session } from './export/session.ts';
import { InputError } from './model/input-error.ts';
import type { Summary } from './model/source.ts';
import { formatBytes } from './panels/format-number.ts';
import { initialChoices } from './state/choices.ts';
import { useChoices } from './state/store.ts';

type Tell = (title: string, error: unknown) => void;

/** The files of a session that are not loaded, by name and size. */
export function missingData(session: Session, summary: Summary | null): Session['data'] {
  if (session.reconstruction) return summary?.reconstruction ? [] : session.data;
  const loaded = summary && !summary.reconstruction ? summary.files : [];
  return session.data.filter(
    ({ name, bytes }) => !loaded.some((file) => file.name === name && file.bytes === bytes),
  );
}

/** Files of a session whose loaded namesakes hold something else. */
export function otherData(session: Session, hashes: Hashing['hashes']): string[] {
  return session.data
    .filter(({ name, sha256 }) => {
      const found = hashes.get(name);
      return sha256 !== null && found !== undefined && found !== sha256;
    })
    .map(({ name }) => name);
}

function wantedWords(missing: Session['data']): string {
  return missing
    .map(({ name, bytes, sha256 }) => {
      const hash = sha256 === null ? '' : `, SHA-256 ${sha256.slice(0, 12)}…`;
      return `${name} (${formatBytes(bytes)}${hash})`;
    })
    .join('; ');
}

/** Title of the notice that asks for a session's data. */
const notLoaded = (name: string) => `The data of the session in ${name} is not loaded`;

/** Shows what a session shows. */
function restore({ choices }: Session): void {
  useChoices.getState().choose({ ...initialChoices, ...choices });
}

/**
 * Sessions that are opened: the view is restored at once where its data is loaded, else it is asked for, and the view
 * restored when it comes.
 */
export function useSession(parts: {
  summary: Summary | null;
  tell: Tell;
  withdraw: (title: string) => void;
  openReconstruction: () => unknown;
}) {
  const { summary, tell, withdraw, openReconstruction } = parts;
  const [waiting, setWaiting] = useState<{ session: Session; name: string } | null>(null);
  const [open, setOpen] = useState<Session | null>(null);
  const now = useRef(summary);
  useEffect(() => {
    now.current = summary;
  }, [summary]);

  const onSession = useCallback(
    (session: Session, name: string) => {
      setOpen(session);
      restore(session);
      const missing = missingData(session, now.current);
      const isThere = session.reconstruction
        ? Boolean(now.current?.reconstruction)
        : missing.length === 0;
      setWaiting(isThere ? null : { session, name });
      if (isThere) return;
      if (session.reconstruction) void openReconstruction();
      else {
        tell(
          notLoaded(name),
          new InputError(
            'A session names its data and does not hold it.',
            `${wantedWords(missing)}. Open it, and the view is restored.`,
          ),
        );
      }
    },
    [tell, openReconstruction],
  );

  useEffect(() => {
    if (!waiting || !summary) return;
    const { session, name } = waiting;
    const isThere = session.reconstruction
      ? summary.reconstruction
      : missingData(session, summary).length === 0;
    if (!isThere) return;
    restore(session);
    withdraw(notLoaded(name));
    setWaiting(null);
  }, [waiting, summary, withdraw]);

  return { onSession, session: open, picture: open?.picture ?? (null as Draft | null) };
}

/** Tells where a session's data is loaded under its name, but is not the same. */
export function useSessionCheck(session: Session | null, hashing: Hashing, tell: Tell): void {
  const { hashes } = hashing;
  useEffect(() => {
    if (!session) return;
    const other = otherData(session, hashes);
    if (other.length === 0) return;
    tell(
      'The data is not that of the session',
      new InputError(
        `${other.join(', ')} has another SHA-256 than the session names: what is shown may differ.`,
        'the very file that the session was saved with.',
      ),
    );
  }, [session, hashes, tell]);
}
