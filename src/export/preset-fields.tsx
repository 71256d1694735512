import { useRef, useState } from 'react';
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

interface PresetProps {
  draft: Draft;
  presets: Presets;
  onDraft: (draft: Draft) => void;
  logo: Logo | null;
  onLogo: (logo: Logo | null) => void;
}

/** The preset that is in front, and what becomes of looks and their logos. */
function usePresets({ draft, presets, onDraft, logo, onLogo }: PresetProps) {
  const [problem, setProblem] = useState('');
  const [taken, setTaken] = useState('');
  const latest = useRef('');
  /** The logo of a preset, unless another was taken while it was read. */
  const takeLogo = async (name: string) => {
    const found = await keptLogo(name);
    if (latest.current === name) onLogo(found);
  };
  return {
    problem,
    taken,
    take: (name: string) => {
      setTaken(name);
      latest.current = name;
      setProblem('');
      onDraft({ ...draft, ...(presets.saved[name] ?? presets.usual) });
      if (name !== '') void takeLogo(name);
    },
    save: (name: string) => {
      presets.save(name, draft);
      setProblem(keepLogo(name, logo) ? '' : NO_ROOM);
      setTaken(name);
    },
    remove: () => {
      presets.remove(taken);
      keepLogo(taken, null);
      setTaken('');
    },
  };
}

/** Takes, saves and removes looks with their logos: everything but title, notes and what is shown of the world. */
export function PresetFields(props: PresetProps) {
  const { problem, taken, take, save, remove } = usePresets(props);
  const [name, setName] = useState('');
  const names = Object.keys(props.presets.saved).sort();
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
            save(name.trim());
            setName('');
          }}
        >
          Save preset
        </Button>
        {taken !== '' && (
          <Button className="button" onPress={remove}>
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
