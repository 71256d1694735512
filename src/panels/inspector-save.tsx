import { useEffect, useRef, useState } from 'react';
import { Download } from '../icons/icons.ts';
import { Button } from 'react-aria-components';
import type { GroupInspection, HostInspection } from '../model/inspection.ts';
import { isAbort } from '../state/is-abort.ts';
import { beyondRows } from '../state/queries.ts';
import { useSource } from '../state/source-context.ts';
import { useChoices } from '../state/store.ts';
import type { Unpaged } from '../state/use-inspected.ts';
import { filterClauses } from './filter-words.ts';
import { formatShare } from './format-number.ts';
import { tableCsv, tableFileName } from './inspector-csv.ts';
import { saveFile } from './save-file.ts';

/** Saves all rows of a table, tells how far it is, and can be stopped. */
export function SaveTable(props: {
  question: Unpaged<HostInspection> | Unpaged<GroupInspection>;
  tell: (title: string, error: unknown) => void;
}) {
  const { question, tell } = props;
  const { source, summary } = useSource();
  const [part, setPart] = useState<number | null>(null);
  const saving = useRef<AbortController | null>(null);
  useEffect(() => () => saving.current?.abort(), []);
  if (!summary) return null;
  const save = async () => {
    const choices = beyondRows(useChoices.getState(), question.of);
    const own = new AbortController();
    saving.current = own;
    setPart(0);
    const { time, fewBelow } = choices;
    const { find } = question;
    const table = { summary, clauses: filterClauses(choices), time, find, fewBelow };
    try {
      const blob = await tableCsv(source, question, table, own.signal, setPart);
      saveFile(blob, tableFileName(question.of, table));
    } catch (error) {
      if (!own.signal.aborted && !isAbort(error)) tell('Could not save the table', error);
    }
    if (saving.current === own) setPart(null);
  };
  if (part === null) {
    return (
      <Button className="button" onPress={() => void save()}>
        <Download size={14} aria-hidden="true" />
        Save as CSV
      </Button>
    );
  }
  return (
    <span className="inspector-saving">
      <span role="status">Saving: {formatShare(Math.floor(part * 100), 100)}</span>
      <Button className="button" onPress={() => saving.current?.abort()}>
        Cancel
      </Button>
    </span>
  );
}
