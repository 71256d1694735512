import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Draft, Look } from './draft.ts';
import { Pick, Words } from './snapshot-fields.tsx';

/** Looks that were saved under a name. */
export interface Presets {
  saved: Readonly<Record<string, Look>>;
  save: (name: string, look: Look) => void;
  remove: (name: string) => void;
  /** The look that new pictures have, where nobody chose another. */
  usual: Look;
}

/** Takes, saves and removes looks: everything but title, notes and what is shown of the world. */
export function PresetFields(props: {
  draft: Draft;
  presets: Presets;
  onDraft: (draft: Draft) => void;
}) {
  const { draft, presets, onDraft } = props;
  const [name, setName] = useState('');
  const [taken, setTaken] = useState('');
  const names = Object.keys(presets.saved).sort();
  const take = (chosen: string) => {
    setTaken(chosen);
    onDraft({ ...draft, ...(presets.saved[chosen] ?? presets.usual) });
  };
  return (
    <>
      <Pick label="Preset" value={taken} onChoose={take}>
        <option value="">As usual</option>
        {names.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </Pick>
      <Words label="Save this look as" value={name} maxLength={60} onChange={setName} />
      <div className="snapshot-row">
        <Button
          className="button"
          isDisabled={name.trim() === ''}
          onPress={() => {
            presets.save(name.trim(), draft);
            setTaken(name.trim());
            setName('');
          }}
        >
          Save preset
        </Button>
        {taken !== '' && (
          <Button
            className="button"
            onPress={() => {
              presets.remove(taken);
              setTaken('');
            }}
          >
            Remove {taken}
          </Button>
        )}
      </div>
    </>
  );
}
