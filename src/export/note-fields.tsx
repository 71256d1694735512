import { Add, Remove } from '../icons/icons.ts';
import { Button } from 'react-aria-components';
import type { Draft } from './draft.ts';
import type { Annotation } from './picture.ts';
import { Check, DegreesField, Words } from './snapshot-fields.tsx';

function NoteField(props: {
  note: Annotation;
  /** Counted from 1. */
  number: number;
  /** Changes where notes move up: what is typed then belongs to another. */
  rowKey: string;
  onChange: (part: Partial<Annotation>) => void;
  onRemove: () => void;
}) {
  const { note, number, rowKey, onChange, onRemove } = props;
  return (
    <fieldset className="snapshot-note">
      <legend className="visually-hidden">Note {number}</legend>
      <Words
        label={`Note ${number}`}
        value={note.text}
        maxLength={2000}
        onChange={(text) => onChange({ text })}
      />
      <div className="snapshot-pair" key={rowKey}>
        {(['latitude', 'longitude'] as const).map((axis) => (
          <DegreesField
            key={axis}
            axis={axis}
            value={note[axis]}
            step={0.0001}
            onChange={(degrees) => onChange({ [axis]: degrees })}
          />
        ))}
      </div>
      <div className="snapshot-row">
        <Check
          label="Arrow to the place"
          checked={note.arrow}
          onChange={(arrow) => onChange({ arrow })}
        />
        <Button className="button bare" aria-label={`Remove note ${number}`} onPress={onRemove}>
          <Remove size={15} aria-hidden="true" />
        </Button>
      </div>
    </fieldset>
  );
}

/** The reader's notes on the map: added, changed and removed. */
export function NoteFields(props: {
  notes: Draft['annotations'];
  /** How often one was moved on the preview. */
  moves: number;
  /** Degrees: where a new note begins. */
  middle: { longitude: number; latitude: number };
  onNotes: (notes: Draft['annotations']) => void;
}) {
  const { notes, moves, middle, onNotes } = props;
  const change = (at: number, part: Partial<Annotation>) =>
    onNotes(notes.map((note, index) => (index === at ? { ...note, ...part } : note)));
  return (
    <>
      {notes.map((note, at) => (
        <NoteField
          key={at}
          note={note}
          number={at + 1}
          rowKey={`${notes.length} ${moves}`}
          onChange={(part) => change(at, part)}
          onRemove={() => onNotes(notes.filter((_, index) => index !== at))}
        />
      ))}
      {notes.length > 0 && (
        <p className="small">Drag the number on the preview to where a note belongs.</p>
      )}
      <Button
        className="button"
        onPress={() => onNotes([...notes, { text: '', ...middle, arrow: true }])}
      >
        <Add size={15} aria-hidden="true" />
        Add a note
      </Button>
    </>
  );
}
