import { useEffect, useRef } from 'react';
import { tellPageKey } from './state/paint-first.ts';
import { openDialog } from './state/open-dialog.ts';

/** Effects by the key that is pressed. */
export type Shortcuts = Readonly<Record<string, (() => void) | null>>;

/** Whether a key belongs to what has the focus, or to a dialog that lies on top. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target instanceof Element ? event.target : null;
  const types = target?.closest('input, select, textarea, [contenteditable], [role="menu"]');
  return Boolean(types) || openDialog() !== null;
}

/** Page-wide keys, which rest while somebody types or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const effect = Object.hasOwn(latest.current, key) ? latest.current[key] : null;
      if (!effect || isTaken(event)) return;
      event.preventDefault();
      tellPageKey();
      effect();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
