import { useEffect, useRef } from 'react';
import { pastedFile, transferredFiles, type ChosenFile } from './panels/chosen-files.ts';
import { openDialog } from './state/open-dialog.ts';

/** Whether what is pasted belongs to a field that somebody types in, or to a dialog that takes no files. */
function isTaken(event: ClipboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (event.defaultPrevented) return true;
  if (target?.closest('input, select, textarea, [contenteditable]')) return true;
  const dialog = openDialog();
  return dialog !== null && !dialog.querySelector('[data-takes-files]');
}

/** Hears of text and files that are pasted anywhere on the page. */
export function usePaste(onFiles: (files: ChosenFile[]) => void): void {
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { clipboardData } = event;
      if (!clipboardData || isTaken(event)) return;
      const text = clipboardData.getData('text/plain');
      const hasFiles = clipboardData.files.length > 0;
      if (!hasFiles && text.trim() === '') return;
      event.preventDefault();
      if (!hasFiles) return latest.current([pastedFile(text)]);
      void transferredFiles(clipboardData).then((files) => latest.current(files));
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, []);
}
