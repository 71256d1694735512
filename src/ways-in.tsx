import { lazy, Suspense, useCallback, useMemo } from 'react';
import type { Session } from './export/session.ts';
import { InputError } from './model/input-error.ts';
import type { Summary } from './model/source.ts';
import { source } from './page-source.ts';
import { DropZone } from './panels/drop-zone.tsx';
import type { Keeping } from './panels/keeping-section.tsx';
import { openNames, type ChosenFile } from './panels/chosen-files.ts';
import { PlanProgressBar } from './panels/load-progress.tsx';
import { OpenDialog } from './panels/open-dialog.tsx';
import type { FileAtHand } from './panels/open-files.tsx';
import type { FileToOpen } from './plan-entry.ts';
import { forgetHashes } from './use-hashing.ts';
import { useImport, type WayIn } from './use-import.ts';
import type { Loading, OpenMode } from './use-loading.ts';
import { usePaste } from './use-paste.ts';

/** Needed only where a file leaves something open. */
const ImportDialog = lazy(async () => ({
  default: (await import('./panels/import-dialog.tsx')).ImportDialog,
}));

type Tell = (title: string, error: unknown) => void;

function asAtHand({ file, kind, remembered }: FileToOpen): FileAtHand {
  return { name: file.name, isList: kind === 'servers', remembered };
}

/** Opens the sessions among files, also those inside of pictures; gives the other files. */
async function withoutSessions(
  files: readonly ChosenFile[],
  tell: Tell,
  onSession: (session: Session, name: string) => void,
): Promise<ChosenFile[]> {
  const { sessionIn } = await import('./export/session-in.ts');
  const others: ChosenFile[] = [];
  for (const chosen of files) {
    const { file } = chosen;
    try {
      const session = await sessionIn(file, file.name);
      if (session) onSession(session, file.name);
      else others.push(chosen);
    } catch (error) {
      if (error instanceof InputError) tell(`Could not open the session in ${file.name}`, error);
      // What cannot even be looked into is told by whoever reads it next.
      else others.push(chosen);
    }
  }
  return others;
}

/** Begins with files that came: sessions among them are opened, the others are looked at. */
function useBegin(
  plan: ReturnType<typeof useImport>['begin'],
  tell: Tell,
  closeDialogs: () => void,
  onSession: (session: Session, name: string) => void,
) {
  return useCallback(
    async (files: readonly ChosenFile[], way: WayIn) => {
      const others = await withoutSessions(files, tell, (session, name) => {
        closeDialogs();
        onSession(session, name);
      });
      if (others.length === 0) return;
      forgetHashes(others.map(({ file }) => file));
      return plan(others, way);
    },
    [plan, tell, closeDialogs, onSession],
  );
}

/**
 * The ways in which files come: chosen, dropped or pasted, looked at, and opened.
 * @param showFiles opens the dialog of files; `closeDialogs` closes whatever dialog is open
 * @param onSession takes a session that was among the files
 */
export function useWaysIn(
  loading: Loading,
  tell: Tell,
  showFiles: () => void,
  closeDialogs: () => void,
  onSession: (session: Session, name: string) => void,
) {
  const { summary, opened, openFiles, reopen, openReconstruction } = loading;
  const canAdd = summary !== null && !summary.reconstruction && summary.files.length > 0;
  const open = useCallback(
    (files: readonly FileToOpen[], mode: OpenMode) => void openFiles(files, mode),
    [openFiles],
  );
  const openAgain = useCallback(
    (position: number, file: FileToOpen) => void reopen(position, file),
    [reopen],
  );
  const {
    begin: plan,
    change,
    draft,
    actions,
    looking,
    cancel,
  } = useImport(...([source, tell, canAdd, open, openAgain] as const));
  const begin = useBegin(plan, tell, closeDialogs, onSession);
  usePaste((files) => {
    closeDialogs();
    void begin(files, { mode: canAdd ? 'add' : 'replace', check: true });
  });
  const onChange = useCallback(
    (position: number) => {
      const file = opened[position];
      if (file) void change(position, file);
    },
    [opened, change],
  );
  const onHowRead = useMemo(() => {
    if (!canAdd) return null;
    return opened.length === 1 ? () => onChange(0) : showFiles;
  }, [canAdd, opened, onChange, showFiles]);
  const atHand = useMemo(() => opened.map(asAtHand), [opened]);
  const onAgain = useCallback(
    (files: readonly ChosenFile[]) => {
      const again = summary ? openNames(summary) : { telemetry: [], lists: [] };
      void begin(files, { mode: 'replace', check: true, again });
    },
    [begin, summary],
  );
  return {
    ...{ canAdd, begin, draft, actions, onChange, onHowRead, atHand, openReconstruction },
    ...{ looking, cancel, onAgain },
  };
}

/** The dialogs and the place to drop on by which files come in. */
export function WaysIn(props: {
  waysIn: ReturnType<typeof useWaysIn>;
  summary: Summary | null;
  keeping: Keeping;
  tell: Tell;
  /** Whether the dialog of files is open. */
  isOpen: boolean;
  onClose: () => void;
}) {
  const { waysIn, summary, keeping, tell, isOpen, onClose } = props;
  const { canAdd, begin, draft, actions, onChange, atHand, openReconstruction } = waysIn;
  const { looking, cancel, onAgain } = waysIn;
  return (
    <>
      <OpenDialog
        {...{ summary, keeping, atHand, isOpen, onClose, onChange, onAgain }}
        onFiles={(files, way) => void begin(files, way)}
        onReconstruction={() => void openReconstruction()}
      />
      {draft && (
        <Suspense fallback={null}>
          <ImportDialog draft={draft} actions={actions} />
        </Suspense>
      )}
      {looking && <PlanProgressBar progress={looking} onCancel={cancel} />}
      <DropZone
        canAdd={canAdd}
        onFiles={(files, mode) => void begin(files, { mode, check: false })}
        onError={(error) => tell('Could not look into what was dropped', error)}
      />
    </>
  );
}
