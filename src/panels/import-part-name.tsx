import type { ImportEntry } from './import-entry.ts';
import { stateWords } from './import-words.ts';

/** A part of some file: a file of its own, or a member of an archive. */
export interface ShownPart {
  key: string;
  entry: ImportEntry;
  position: number;
}

/** A part in a list of parts: its name, the archive that it is in, how it stands. */
export function PartName({ entry, position }: ShownPart) {
  const part = entry.plan.parts[position]!;
  return (
    <>
      <strong>{part.name}</strong>
      {part.name !== entry.plan.name && <span className="small">in {entry.plan.name}</span>}
      <span className="small">{entry.isIncluded ? stateWords(part) : 'left out'}</span>
    </>
  );
}
