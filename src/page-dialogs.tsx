import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { DensityClient } from './density/density-client.ts';
import type { Draft } from './export/draft.ts';
import type { Hashing } from './export/hash-files.ts';
import type { Summary } from './model/source.ts';
import { DatabasesDialog } from './panels/databases-dialog.tsx';
import { DialogFrame } from './panels/dialog-frame.tsx';
import { DocumentationDialog, type Documentation } from './panels/documentation-dialog.tsx';
import { InspectorDialog } from './panels/inspector-pane.tsx';
import type { Keeping } from './panels/keeping-section.tsx';
import { pageLanguage } from './panels/language.ts';
import { PilesPane } from './panels/piles-pane.tsx';
import { SearchDialog } from './panels/search-dialog.tsx';
import { ServersPane } from './panels/servers-pane.tsx';
import { ShortcutsDialog } from './panels/shortcuts-dialog.tsx';
import type { Loading } from './use-loading.ts';
import type { useSearch } from './use-search.ts';
import { WaysIn, type useWaysIn } from './ways-in.tsx';

/** Drawing pictures is heavy and not needed at the start. */
const SnapshotPane = lazy(async () => ({
  default: (await import('./snapshot-pane.tsx')).SnapshotPane,
}));

/** A dialog of the page. */
type DialogName =
  | 'open'
  | 'search'
  | 'databases'
  | 'piles'
  | 'servers'
  | 'snapshot'
  | 'documentation'
  | 'shortcuts';

/** The dialog that is open, and how each is opened. */
export function useDialogs() {
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const opens = useMemo(() => {
    const show = (name: DialogName) => () => setDialog(name);
    return {
      files: show('open'),
      search: show('search'),
      databases: show('databases'),
      piles: show('piles'),
      servers: show('servers'),
      snapshot: show('snapshot'),
      documentation: show('documentation'),
      shortcuts: show('shortcuts'),
    };
  }, []);
  const close = useCallback(() => setDialog(null), []);
  return { dialog, opens, close };
}

/** The databases of what is loaded. */
function PageDatabases(props: {
  loading: Loading;
  waysIn: ReturnType<typeof useWaysIn>;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { loading, waysIn, isOpen, onClose } = props;
  const { summary, orderDatabases, openDefault } = loading;
  return (
    <DatabasesDialog
      summary={summary}
      isOpen={isOpen}
      onClose={onClose}
      onFiles={(files) =>
        void waysIn.begin(
          files.map((file) => ({ file, fromFolder: false })),
          { mode: 'add', check: false },
        )
      }
      onOrder={orderDatabases}
      onDefault={openDefault}
    />
  );
}

/** The search, which closes where something is chosen. */
function PageSearch(props: {
  search: ReturnType<typeof useSearch>;
  report: (error: Error) => void;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { search, report, isOpen, onClose } = props;
  const { find, onFound } = search;
  return <SearchDialog {...{ isOpen, onClose, find, onFound }} onError={report} />;
}

/** Dialogs that list what the map marks. */
function Lists({ dialog, onClose }: { dialog: DialogName | null; onClose: () => void }) {
  return (
    <>
      <DialogFrame title="Command servers" wide isOpen={dialog === 'servers'} onClose={onClose}>
        <ServersPane />
      </DialogFrame>
      <DialogFrame
        title="Likely default coordinates"
        wide
        isOpen={dialog === 'piles'}
        onClose={onClose}
      >
        <PilesPane />
      </DialogFrame>
    </>
  );
}

/** The dialog in which pictures are made. */
function PageSnapshot(props: {
  summary: Summary | null;
  densityClient: DensityClient;
  theme: 'dark' | 'light';
  hashing: Hashing;
  restored: Draft | null;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { summary, isOpen, onClose, ...rest } = props;
  const language = pageLanguage();
  return (
    <DialogFrame title="Snapshot" wide="widest" isOpen={isOpen} onClose={onClose}>
      <Suspense fallback={<p className="small">Opening ...</p>}>
        {summary && <SnapshotPane {...{ summary, language }} {...rest} />}
      </Suspense>
    </DialogFrame>
  );
}

/** All dialogs of the page; one is open at a time. */
export function PageDialogs(props: {
  dialog: DialogName | null;
  loading: Loading;
  waysIn: ReturnType<typeof useWaysIn>;
  keeping: Keeping;
  search: ReturnType<typeof useSearch>;
  report: (error: Error) => void;
  tell: (title: string, error: unknown) => void;
  densityClient: DensityClient;
  theme: 'dark' | 'light';
  /** Of the files behind what is loaded. */
  hashing: Hashing;
  /** Put back from a session; null where none is. */
  picture: Draft | null;
  /** Of the reconstruction; null where it is not there yet. */
  documentation: Documentation | null;
  onClose: () => void;
}) {
  const { dialog, loading, waysIn, keeping, search, report, tell, documentation } = props;
  const { densityClient, theme, hashing, picture, onClose } = props;
  const { summary } = loading;
  return (
    <>
      <WaysIn {...{ waysIn, keeping, summary, tell, onClose }} isOpen={dialog === 'open'} />
      <PageDatabases {...{ loading, waysIn, onClose }} isOpen={dialog === 'databases'} />
      <Lists {...{ dialog, onClose }} />
      <InspectorDialog {...{ theme, tell }} isHidden={dialog !== null} />
      {documentation && (
        <DocumentationDialog {...{ documentation, onClose }} isOpen={dialog === 'documentation'} />
      )}
      <PageSearch {...{ search, report, onClose }} isOpen={dialog === 'search'} />
      <ShortcutsDialog {...{ onClose }} isOpen={dialog === 'shortcuts'} />
      <PageSnapshot
        {...{ summary, densityClient, theme, hashing, onClose }}
        restored={picture}
        isOpen={dialog === 'snapshot'}
      />
    </>
  );
}
