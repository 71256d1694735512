import type { Summary } from './model/source.ts';
import type { FileToOpen } from './plan-entry.ts';
import type { OpenMode } from './use-loading.ts';

/** Files of this visit that are open. */
export interface Opened {
  files: readonly FileToOpen[];
  /** Whether nothing else is open. */
  isAll: boolean;
}

/** No file of this visit is open, and no other either. */
export const nothingOpened: Opened = { files: [], isAll: true };

/** What is at hand after files were opened on top of what was there, or in its place. Databases stay, whatever is read. */
export function openedWith(
  before: Opened,
  files: readonly FileToOpen[],
  mode: OpenMode,
  held: Summary | null,
): Opened {
  const fresh = files.filter(({ kind }) => kind !== 'database');
  const brings = fresh.some(({ kind }) => kind === 'telemetry');
  if (mode === 'again') return { files: fresh, isAll: brings };
  if (brings && (held === null || held.reconstruction)) return { files: fresh, isAll: true };
  if (!brings || mode === 'add') return { ...before, files: [...before.files, ...fresh] };
  const lists = before.files.filter(({ kind }) => kind === 'servers');
  return { files: [...lists, ...fresh], isAll: before.isAll || held?.servers.length === 0 };
}

/** Those that can be read again: none where others are open beside them, or the reconstruction. */
export function readableAgain({ files, isAll }: Opened, held: Summary | null): Opened['files'] {
  return isAll && !held?.reconstruction ? files : nothingOpened.files;
}

/** What is at hand after the reconstruction was to be opened: what an earlier visit kept may have come instead. */
export function openedAtStart({ reconstruction }: Summary): Opened {
  return { files: [], isAll: reconstruction };
}
