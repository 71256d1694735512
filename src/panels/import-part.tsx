import { Button } from 'react-aria-components';
import { chooseRole, joinChoices } from '../model/import-choices.ts';
import {
  isFailure,
  type ImportFailure,
  type ImportOverride,
  type ImportPlan,
} from '../model/import-plan.ts';
import { ImportColumns } from './import-columns.tsx';
import { ImportDecisions } from './import-decisions.tsx';
import { ImportRows } from './import-rows.tsx';
import { countsWords } from './import-words.ts';

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

/** How a file, or a member of an archive, will be read: what was recognised, columns, decisions, first rows. */
export function ImportPart(props: {
  part: ImportPlan | ImportFailure;
  choices: ImportOverride | null;
  remembered: boolean;
  isStale: boolean;
  onChoose: (choices: ImportOverride) => void;
  onForget: () => void;
}) {
  const { part, remembered, isStale, onChoose, onForget } = props;
  const choices = props.choices ?? {};
  const failed = isFailure(part);
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
      {part.decisions.length > 0 && (
        <ImportDecisions
          decisions={part.decisions}
          override={choices}
          onAnswer={(answer) => onChoose(joinChoices(choices, answer))}
        />
      )}
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
