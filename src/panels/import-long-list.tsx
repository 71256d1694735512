import { useMemo, useState } from 'react';
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components';
import { needsAnswer } from '../model/import-choices.ts';
import { isFailure } from '../model/import-plan.ts';
import { formatCount } from './format-number.ts';
import { PartName, type ShownPart } from './import-part-name.tsx';

/** How parts stand, as the list can be narrowed. */
const kinds = {
  all: { label: 'All', holds: () => true },
  asks: { label: 'With questions', holds: (part) => needsAnswer(part) },
  fails: { label: 'Cannot be read', holds: (part) => isFailure(part) },
} satisfies Record<
  string,
  { label: string; holds: (part: ShownPart['entry']['plan']['parts'][number]) => boolean }
>;
type Kind = keyof typeof kinds;

const partOf = ({ entry, position }: ShownPart) => entry.plan.parts[position]!;

/** The parts of a kind whose names hold a text; what asked at first stays in front, also once it is answered. */
function useNarrowed(parts: readonly ShownPart[]) {
  const [text, setText] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const [asked] = useState(
    () => new Set(parts.filter((part) => needsAnswer(partOf(part))).map(({ key }) => key)),
  );
  const found = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const fitting = parts.filter((shown) => {
      const part = partOf(shown);
      return kinds[kind].holds(part) && part.name.toLowerCase().includes(wanted);
    });
    const isAsked = ({ key }: ShownPart) => Number(asked.has(key));
    return fitting.sort((a, b) => isAsked(b) - isAsked(a));
  }, [parts, text, kind, asked]);
  return { text, setText, kind, setKind, found };
}

/** Many files, or members of archives: a list that is searched by name, of which only what is in sight is drawn. */
export function ImportLongList(props: {
  parts: readonly ShownPart[];
  chosen: string;
  onChoose: (key: string) => void;
}) {
  const { parts, chosen, onChoose } = props;
  const { text, setText, kind, setKind, found } = useNarrowed(parts);
  return (
    <div className="import-long">
      <input
        type="search"
        className="field"
        aria-label="Find a file by its name"
        placeholder={`Find among ${formatCount(parts.length)} files`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <select
        className="field"
        aria-label="Which files are listed"
        value={kind}
        onChange={(event) => setKind(event.target.value as Kind)}
      >
        {Object.entries(kinds).map(([name, { label, holds }]) => (
          <option key={name} value={name}>
            {label} ({formatCount(parts.filter((part) => holds(partOf(part))).length)})
          </option>
        ))}
      </select>
      <p role="status" className="small">
        {formatCount(found.length)} of {formatCount(parts.length)} listed
      </p>
      <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: 62 }}>
        <ListBox
          className="import-long-list"
          aria-label="Files and members of archives"
          items={found.map((part) => ({ ...part, id: part.key }))}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={[chosen]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : keys;
            if (key !== undefined) onChoose(String(key));
          }}
          renderEmptyState={() => <p className="small">No file of that name.</p>}
        >
          {(part) => (
            <ListBoxItem id={part.id} className="import-tab" textValue={partOf(part).name}>
              <PartName {...part} />
            </ListBoxItem>
          )}
        </ListBox>
      </Virtualizer>
    </div>
  );
}
