import './shortcuts-dialog.css';
import { DialogFrame } from './dialog-frame.tsx';

/** Keys of the page and what they do. */
const shortcuts: readonly (readonly [keys: readonly string[], effect: string])[] = [
  [['?'], 'List of shortcuts'],
  [['/'], 'Search'],
  [['O'], 'Open files'],
  [['Ctrl V'], 'Open pasted text or files'],
  [['S'], 'Snapshot'],
  [['I'], 'Look inside the selection'],
  [['Ctrl Z', 'Ctrl Shift Z'], 'Undo and redo a choice'],
  [['[', ']'], 'The server before or after, by first seen'],
  [['G'], 'Globe or flat map'],
  [['Space'], 'Play or stop the timeline, while the timeline has the focus'],
  [['←', '→'], 'Move an end of the time range by one bin; with Shift by seven'],
  [['Home', 'End'], 'Put an end of the time range at the end of the data'],
  [['+', '−', '←', '→', '↑', '↓'], 'Zoom and move the map, while the map has the focus'],
  [['Enter'], 'Set a corner of the lasso in the middle of the map, while the map has the focus'],
  [['Delete'], 'Remove the filter that has the focus'],
  [['Esc'], 'Close what lies on top'],
];

/** The list of keyboard shortcuts. */
export function ShortcutsDialog(props: { isOpen: boolean; onClose: () => void }) {
  return (
    <DialogFrame title="Keyboard shortcuts" isText {...props}>
      <dl className="shortcuts">
        {shortcuts.map(([keys, effect]) => (
          <div key={effect}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{effect}</dd>
          </div>
        ))}
      </dl>
    </DialogFrame>
  );
}
