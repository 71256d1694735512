import { Button } from 'react-aria-components';
import { chooseRole, joinChoices } from '../model/import-choices.ts';
import {
  isFailure,
  type ImportDecision,
  type ImportFailure,
  type ImportOverride,
  type ImportPlan,
} from '../model/import-plan.ts';
import { ImportColumns } from './import-columns.tsx';
import { ImportDecisions } from './import-decisions.tsx';
import { ImportRows } from './import-rows.tsx';
import { counted, countsWords } from './import-words.ts';

function Recognised({ plan }: { plan: ImportPlan }) {
  const { format, why } = plan.recognition;
  return (
    <>
      <p className="import-format">{format}</p>
      <ul className="import-why">
        {[...why, ...plan.notices].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

function Failed({ failure }: { failure: ImportFailure }) {
  return (
    <div className="import-failure">
      <p>{failure.found}</p>
      <p>
        <span>Expected:</span> {failure.expected}
      </p>
      {failure.mendable && (
        <p>Say below which column holds the addresses, or what parts the cells.</p>
      )}
    </div>
  );
}

/** Parts with the same columns, once something was chosen: how many, and how many of them are read otherwise. */
export interface AlikeParts {
  parts: number;
  otherwise: number;
}

/** Offers what was chosen to the other files with the same columns. */
function Alike({ parts, otherwise, onAlike }: AlikeParts & { onAlike: () => void }) {
  const others = counted(parts, 'other file has', 'other files have');
  return (
    <p className="import-remembered">
      <span role="status">
        {others} the same columns
        {otherwise === 0 ? `, and ${parts === 1 ? 'is' : 'are'} read in the same way.` : '.'}
      </span>
      <Button className="button" onPress={onAlike}>
        Read {parts === 1 ? 'it' : 'them'} in the same way
      </Button>
    </p>
  );
}

/** What can make a file readable that is not. */
const mending = new Set<ImportDecision['what']>(['delimiter', 'header', 'address']);

/** How a file, or a member of an archive, will be read: what was recognised, columns, decisions, first rows. */
export function ImportPart(props: {
  part: ImportPlan | ImportFailure;
  choices: ImportOverride | null;
  remembered: boolean;
  isStale: boolean;
  onChoose: (choices: ImportOverride) => void;
  onForget: () => void;
  alike: AlikeParts;
  onAlike: () => void;
}) {
  const { part, remembered, isStale, alike, onChoose, onForget, onAlike } = props;
  const choices = props.choices ?? {};
  const failed = isFailure(part);
  const decisions = failed
    ? part.decisions.filter(({ what }) => mending.has(what))
    : part.decisions;
  return (
    <div className="import-part" aria-busy={isStale}>
      {failed ? <Failed failure={part} /> : <Recognised plan={part} />}
      {remembered && (
        <p className="import-remembered">
          Read as you chose before for files with these columns.
          <Button className="button" onPress={onForget}>
            Forget that
          </Button>
        </p>
      )}
      <p role="status" className="import-counts">
        {failed ? 'No row can be read so.' : `${countsWords(part)}.`}
      </p>
      {decisions.length > 0 && (
        <ImportDecisions
          decisions={decisions}
          override={choices}
          onAnswer={(answer) => onChoose(joinChoices(choices, answer))}
        />
      )}
      {alike.parts > 0 && <Alike {...alike} onAlike={onAlike} />}
      {part.columns.length > 0 && (
        <>
          <h3>Columns</h3>
          <ImportColumns
            columns={part.columns}
            onRole={(column, role) => onChoose(chooseRole(choices, part, column, role))}
          />
        </>
      )}
      {!failed && (
        <>
          <h3>First rows as they will be read</h3>
          <ImportRows plan={part} />
        </>
      )}
    </div>
  );
}
