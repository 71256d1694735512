import { useId } from 'react';
import { Help } from '../icons/icons.ts';
import type { ImportDecision, ImportOverride } from '../model/import-plan.ts';
import { decisionWords } from './import-words.ts';

/** Zones that this browser knows. */
const allZones: readonly string[] = Intl.supportedValuesOf('timeZone');

/** Decisions that are worth showing: those of columns stand in the table, where they are certain. */
function isShown({ what, certain, choices }: ImportDecision, override: ImportOverride): boolean {
  if (!certain) return true;
  if (what === 'address' || what === 'time') return false;
  if (what === 'dateOrder') return override.dateOrder !== undefined;
  return choices.length > 1;
}

function Decision(props: {
  decision: ImportDecision;
  onAnswer: (override: ImportOverride) => void;
}) {
  const { decision, onAnswer } = props;
  const { what, value, certain, choices, chosen } = decision;
  const id = useId();
  const offered = choices.map(({ label }) => label);
  const zones = what === 'zone' ? allZones.filter((zone) => !offered.includes(zone)) : [];
  return (
    <div className="import-decision" data-open={!certain}>
      <label htmlFor={id}>{decisionWords[what]}</label>
      <select
        id={id}
        className="field"
        value={chosen < 0 ? '' : String(chosen)}
        aria-describedby={certain ? undefined : `${id}-open`}
        onChange={(event) => {
          const answer = choices[Number(event.target.value)];
          onAnswer(answer ? answer.override : { zone: event.target.value });
        }}
      >
        {chosen < 0 && <option value="">{value}</option>}
        {choices.map(({ label }, index) => (
          <option key={label} value={String(index)}>
            {label}
          </option>
        ))}
        {zones.length > 0 && (
          <optgroup label="All zones">
            {zones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </optgroup>
        )}
      </select>
      {!certain && (
        <span id={`${id}-open`} className="import-open">
          <Help size={13} aria-hidden="true" />
          The file leaves this open
        </span>
      )}
    </div>
  );
}

/** What is decided about a file beside its columns; what the file leaves open comes first. */
export function ImportDecisions(props: {
  decisions: readonly ImportDecision[];
  override: ImportOverride;
  onAnswer: (override: ImportOverride) => void;
}) {
  const { decisions, override, onAnswer } = props;
  const shown = decisions.filter((decision) => isShown(decision, override));
  const ordered = [
    ...shown.filter(({ certain }) => !certain),
    ...shown.filter(({ certain }) => certain),
  ];
  return (
    <div className="import-decisions">
      {ordered.map((decision) => (
        <Decision key={decision.what} decision={decision} onAnswer={onAnswer} />
      ))}
    </div>
  );
}
