import { useEffect } from 'react';
import { goBySteps } from './use-link.ts';

/** Whether keys are for a text that somebody is writing, which has an undo of its own. */
function isWriting(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return Boolean(
    target?.closest('textarea, [contenteditable], input:not([type="checkbox"], [type="radio"])'),
  );
}

/** Ctrl or Cmd with Z undoes, with Shift or with Y redoes. */
export function useHistoryKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isWriting(event)) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      goBySteps(key === 'y' || event.shiftKey ? 1 : -1);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
