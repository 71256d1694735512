import type { Draft } from './draft.ts';
import { tlpMarks, type TlpMark } from './picture.ts';
import { Pick, Words } from './snapshot-fields.tsx';

const OWN = 'own';

/** The handling mark: of the Traffic Light Protocol, in words of the reader's own, or none. */
export function MarkFields({
  mark,
  onMark,
}: {
  mark: Draft['mark'];
  onMark: (mark: Draft['mark']) => void;
}) {
  const value = mark === null ? '' : mark.kind === 'tlp' ? mark.mark : OWN;
  return (
    <>
      <Pick
        label="Handling mark (TLP 2.0)"
        value={value}
        onChoose={(chosen: string) => {
          if (chosen === '') onMark(null);
          else if (chosen === OWN) onMark({ kind: 'text', text: '' });
          else onMark({ kind: 'tlp', mark: chosen as TlpMark });
        }}
      >
        <option value="">None</option>
        {tlpMarks.map((tlp) => (
          <option key={tlp} value={tlp}>
            TLP:{tlp}
          </option>
        ))}
        <option value={OWN}>Other words</option>
      </Pick>
      {mark?.kind === 'text' && (
        <Words
          label="Words of the mark"
          value={mark.text}
          maxLength={200}
          onChange={(text) => onMark({ kind: 'text', text })}
        />
      )}
    </>
  );
}
