import './import-dialog.css';
import { useState } from 'react';
import { Button, Radio, RadioGroup } from 'react-aria-components';
import type { ImportOverride } from '../model/import-plan.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { isReadable, type ImportDraft, type ImportEntry } from './import-entry.ts';
import { ImportParts } from './import-parts.tsx';

/** What can be done in the dialog. */
export interface ImportActions {
  onChoose: (id: number, position: number, choices: ImportOverride | null) => void;
  /** Gives what was chosen for a part to all that have the same columns. */
  onAlike: (id: number, position: number) => void;
  onForget: (id: number, position: number) => void;
  onInclude: (id: number, isIncluded: boolean) => void;
  onMode: (mode: 'add' | 'replace') => void;
  /** @param remembers whether the choices are kept for files with the same columns */
  onOpen: (remembers: boolean) => void;
  onCancel: () => void;
}

/** Databases that are opened with the files: nothing in them is to be chosen. */
function Databases({ entries }: { entries: readonly ImportEntry[] }) {
  const names = entries.filter(({ plan }) => plan.kind === 'database').map(({ plan }) => plan.name);
  if (names.length === 0) return null;
  return (
    <p className="import-databases">Opened with them to locate addresses: {names.join(', ')}.</p>
  );
}

/** Why the files cannot be opened as they are; '' where they can. */
function obstacle(entries: readonly ImportEntry[]): string {
  const included = entries.filter(({ isIncluded }) => isIncluded);
  if (included.length === 0) return 'No file is chosen.';
  const unread = included.find((entry) => !isReadable(entry));
  if (!unread) return '';
  const way = entries.length > 1 ? ' Say how, or leave it out.' : '';
  return `Nothing in ${unread.plan.name} can be read so.${way}`;
}

function Mode(props: { mode: ImportDraft['mode']; onMode: ImportActions['onMode'] }) {
  const { mode, onMode } = props;
  return (
    <RadioGroup
      className="import-mode"
      orientation="horizontal"
      aria-label="What happens to the telemetry that is open"
      value={mode}
      onChange={(value) => onMode(value as ImportDraft['mode'])}
    >
      <Radio value="add" className="radio">
        Add to what is open
      </Radio>
      <Radio value="replace" className="radio">
        Replace it
      </Radio>
    </RadioGroup>
  );
}

function Footer({ draft, actions }: { draft: ImportDraft; actions: ImportActions }) {
  const { entries, mode, canAdd, isReopening } = draft;
  const [remembers, setRemembers] = useState(true);
  const why = obstacle(entries);
  const isBusy = entries.some(({ isStale }) => isStale);
  return (
    <div className="import-footer">
      <div className="import-terms">
        {canAdd && <Mode mode={mode} onMode={actions.onMode} />}
        <label className="import-remember">
          <input
            type="checkbox"
            checked={remembers}
            onChange={(event) => setRemembers(event.target.checked)}
          />
          Remember the choices, and nothing else, for files with the same columns
        </label>
      </div>
      <p role="status" className="import-obstacle">
        {why}
      </p>
      <Button className="button" onPress={actions.onCancel}>
        Cancel
      </Button>
      <Button
        className="button strong"
        isDisabled={why !== '' || isBusy}
        onPress={() => actions.onOpen(remembers)}
      >
        {isReopening ? 'Read again' : 'Open'}
      </Button>
    </div>
  );
}

/** Shows how files will be read before they are opened, and lets it be changed. Nothing that is loaded is touched. */
export function ImportDialog(props: { draft: ImportDraft; actions: ImportActions }) {
  const { draft, actions } = props;
  const names = draft.entries.map(({ plan }) => plan.name);
  const title = names.length === 1 ? `How ${names[0]} will be read` : 'How the files will be read';
  return (
    <DialogFrame
      title={title}
      wide
      staysOnPressOutside
      isOpen
      onClose={actions.onCancel}
      footer={<Footer draft={draft} actions={actions} />}
    >
      {draft.isReopening && draft.lost.length === 0 && (
        <p className="small">
          Reading it again takes the place of what it gave before; the other files stay.
        </p>
      )}
      {draft.lost.length > 0 && (
        <p className="import-lost">
          Not among the chosen files: {draft.lost.join(', ')}. What was kept of{' '}
          {draft.lost.length === 1 ? 'it' : 'them'} goes once these are opened.
        </p>
      )}
      <Databases entries={draft.entries} />
      <ImportParts entries={draft.entries} actions={actions} />
    </DialogFrame>
  );
}
