import { choiceOf, type WriterChoices } from './writer.ts';
import { writerIds, writers, type WriterId } from './writers.ts';

/** A format and what it leaves open. */
export interface Format {
  id: WriterId;
  choices: WriterChoices;
}

/** What is chosen where nobody chose. */
export const firstFormat: Format = { id: 'png', choices: {} };

/** Chooses the format of the file, and what the format leaves open. */
export function FormatChoice(props: { format: Format; onFormat: (format: Format) => void }) {
  const { format, onFormat } = props;
  return (
    <>
      <label className="snapshot-choice">
        <span className="small">Format</span>
        <select
          className="field"
          value={format.id}
          onChange={(event) => onFormat({ ...format, id: event.target.value as WriterId })}
        >
          {writerIds.map((id) => (
            <option key={id} value={id}>
              {writers[id].name}: {writers[id].use}
            </option>
          ))}
        </select>
      </label>
      {writers[format.id].options.map((option) => (
        <label key={option.id} className="snapshot-choice">
          <span className="small">{option.label}</span>
          <select
            className="field"
            value={choiceOf(option, format.choices)}
            onChange={(event) =>
              onFormat({
                ...format,
                choices: { ...format.choices, [option.id]: event.target.value },
              })
            }
          >
            {option.choices.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ))}
    </>
  );
}
