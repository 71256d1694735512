import { useCallback, useRef, useState } from 'react';
import { InputError } from './model/input-error.ts';

/** Something to tell the user; InputErrors say what was found and expected. */
export interface Notice {
  id: number;
  title: string;
  found: string;
  expected: string;
}

function asNotice(id: number, title: string, error: unknown): Notice {
  if (error instanceof InputError) {
    return { id, title, found: error.found, expected: error.expected };
  }
  return { id, title, found: error instanceof Error ? error.message : String(error), expected: '' };
}

/** Notices on screen, newest last; the same one is not told twice while it stands. */
export function useNotices() {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const nextId = useRef(1);
  const tell = useCallback((title: string, error: unknown) => {
    const notice = asNotice(nextId.current++, title, error);
    const same = (old: Notice) => old.title === title && old.found === notice.found;
    setNotices((old) => (old.some(same) ? old : [...old, notice]));
  }, []);
  const dismiss = useCallback(
    (id: number) => setNotices((old) => old.filter((notice) => notice.id !== id)),
    [],
  );
  const withdraw = useCallback(
    (title: string) => setNotices((old) => old.filter((notice) => notice.title !== title)),
    [],
  );
  return { notices, tell, dismiss, withdraw };
}
