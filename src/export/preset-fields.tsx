import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Draft, Look } from './draft.ts';
import { keepLogo, keptLogo } from './kept-logos.ts';
import type { Logo } from './picture.ts';
import { Pick, Words } from './snapshot-fields.tsx';

const NO_ROOM =
  'The preset is saved without its logo: this browser has no room to keep it. Choose the logo anew with each picture.';

/** Looks that were saved under a name. */
export interface Presets {
  saved: Readonly<Record<string, Look>>;
  save: (name: string, look: Look) => void;
  remove: (name: string) => void;
  /** The look that new pictures have, where nobody chose another. */
  usual: Look;
}

/** Takes, saves and removes looks with their logos: everything but title, notes and what is shown of the world. */
export function PresetFields(props: {
  draft: Draft;
  presets: Presets;
  onDraft: (draft: Draft) => void;
  logo: Logo | null;
  onLogo: (logo: Logo | null) => void;
}) {
  const { draft, presets, onDraft, logo, onLogo } = props;
  const [problem, setProblem] = useState('');
  const [name, setName] = useState('');
  const [taken, setTaken] = useState('');
  const names = Object.keys(presets.saved).sort();
  const take = (chosen: string) => {
    setTaken(chosen);
    setProblem('');
    onDraft({ ...draft, ...(presets.saved[chosen] ?? presets.usual) });
    if (chosen !== '') void keptLogo(chosen).then(onLogo);
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
            const isKept = keepLogo(name.trim(), logo);
            setProblem(isKept ? '' : NO_ROOM);
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
              keepLogo(taken, null);
              setTaken('');
            }}
          >
            Remove {taken}
          </Button>
        )}
      </div>
      <p role="status" className="snapshot-problem">
        {problem}
      </p>
    </>
  );
}
