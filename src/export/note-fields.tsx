import { Plus, Trash2 } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Draft } from './draft.ts';
import type { Annotation } from './picture.ts';
import { Check, NumberField, Words } from './snapshot-fields.tsx';

/** The reader's notes on the map: added, changed and removed. */
export function NoteFields(props: {
  notes: Draft['annotations'];
  /** Degrees: where a new note begins. */
  middle: { longitude: number; latitude: number };
  onNotes: (notes: Draft['annotations']) => void;
}) {
  const { notes, middle, onNotes } = props;
  const change = (at: number, part: Partial<Annotation>) =>
    onNotes(notes.map((note, index) => (index === at ? { ...note, ...part } : note)));
  return (
    <>
      {notes.map((note, at) => (
        <fieldset key={at} className="snapshot-note">
          <legend className="visually-hidden">Note {at + 1}</legend>
          <Words
            label={`Note ${at + 1}`}
            value={note.text}
            maxLength={2000}
            onChange={(text) => change(at, { text })}
          />
          <div className="snapshot-pair" key={notes.length}>
            <NumberField
              label="Latitude °"
              value={note.latitude}
              least={-90}
              most={90}
              step={0.001}
              onChange={(latitude) => change(at, { latitude })}
            />
            <NumberField
              label="Longitude °"
              value={note.longitude}
              least={-180}
              most={180}
              step={0.001}
              onChange={(longitude) => change(at, { longitude })}
            />
          </div>
          <div className="snapshot-row">
            <Check
              label="Arrow to the place"
              checked={note.arrow}
              onChange={(arrow) => change(at, { arrow })}
            />
            <Button
              className="button bare"
              aria-label={`Remove note ${at + 1}`}
              onPress={() => onNotes(notes.filter((_, index) => index !== at))}
            >
              <Trash2 size={15} aria-hidden="true" />
            </Button>
          </div>
        </fieldset>
      ))}
      <Button
        className="button"
        onPress={() => onNotes([...notes, { text: '', ...middle, arrow: true }])}
      >
        <Plus size={15} aria-hidden="true" />
        Add a note
      </Button>
    </>
  );
}
