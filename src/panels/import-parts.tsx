import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { needsAnswer } from '../model/import-choices.ts';
import type { ImportActions } from './import-dialog.tsx';
import { alikeParts, type ImportEntry } from './import-entry.ts';
import { ImportLongList } from './import-long-list.tsx';
import { ImportPart, type AlikeParts } from './import-part.tsx';
import { PartName, type ShownPart } from './import-part-name.tsx';

/** More parts than these are not tabs, but a list that can be searched. */
const MOST_TABS = 30;

function shownParts(entries: readonly ImportEntry[]): ShownPart[] {
  return entries.flatMap((entry) =>
    entry.plan.parts.map((_, position) => ({ key: `${entry.id}.${position}`, entry, position })),
  );
}

/** Whether a file is opened with the others. */
function Include(props: { entry: ImportEntry; onInclude: ImportActions['onInclude'] }) {
  const { id, plan, isIncluded } = props.entry;
  return (
    <div className="import-include">
      <label>
        <input
          type="checkbox"
          checked={isIncluded}
          onChange={(event) => props.onInclude(id, event.target.checked)}
        />
        Open {plan.name}
      </label>
    </div>
  );
}

/** The parts that have the columns of one; none where nothing was chosen for it. */
function alikeOf(entries: readonly ImportEntry[], { entry, position }: ShownPart): AlikeParts {
  const choice = entry.choices[position] ?? null;
  if (choice === null) return { parts: 0, otherwise: 0 };
  const chosen = JSON.stringify(choice);
  const alike = alikeParts(entries, entry.id, position);
  const otherwise = alike.filter((part) => {
    const other = entries.find(({ id }) => id === part.id);
    return JSON.stringify(other?.choices[part.position] ?? null) !== chosen;
  });
  return { parts: alike.length, otherwise: otherwise.length };
}

/** What is shown of the part in front. */
function Front(props: {
  shown: ShownPart;
  entries: readonly ImportEntry[];
  isOne: boolean;
  actions: ImportActions;
}) {
  const { shown, entries, isOne, actions } = props;
  const { entry, position } = shown;
  return (
    <>
      {!isOne && <Include entry={entry} onInclude={actions.onInclude} />}
      <ImportPart
        part={entry.plan.parts[position]!}
        choices={entry.choices[position] ?? null}
        remembered={entry.remembered[position] ?? false}
        isStale={entry.isStale}
        onChoose={(choices) => actions.onChoose(entry.id, position, choices)}
        onForget={() => actions.onForget(entry.id, position)}
        alike={alikeOf(entries, shown)}
        onAlike={() => actions.onAlike(entry.id, position)}
      />
    </>
  );
}

/** Says of archives that hold more members than are shown. */
function CutArchives({ entries }: { entries: readonly ImportEntry[] }) {
  return entries
    .filter(({ plan }) => plan.isCut)
    .map(({ id, plan }) => (
      <p key={id} className="small">
        The first {plan.parts.length} members of {plan.name} are shown; others are read as they are
        recognised.
      </p>
    ));
}

/** The files that are to be opened, and members of archives: one in front, all within reach. */
export function ImportParts(props: { entries: readonly ImportEntry[]; actions: ImportActions }) {
  const { entries, actions } = props;
  const parts = shownParts(entries);
  const asked = parts.find(({ entry, position }) => needsAnswer(entry.plan.parts[position]!));
  const [chosen, setChosen] = useState((asked ?? parts[0])?.key);
  const shown = parts.find(({ key }) => key === chosen) ?? parts[0];
  const isOne = entries.length === 1;
  if (!shown) return null;
  if (parts.length === 1) return <Front {...{ shown, entries, actions }} isOne />;
  if (parts.length > MOST_TABS) {
    return (
      <>
        <CutArchives entries={entries} />
        <div className="import-tabs">
          <ImportLongList parts={parts} chosen={shown.key} onChoose={setChosen} />
          <section
            className="import-tab-panel"
            aria-label={shown.entry.plan.parts[shown.position]!.name}
          >
            <Front key={shown.key} {...{ shown, entries, isOne, actions }} />
          </section>
        </div>
      </>
    );
  }
  return (
    <Tabs
      className="import-tabs"
      orientation="vertical"
      selectedKey={shown.key}
      onSelectionChange={(key) => setChosen(String(key))}
    >
      <TabList className="import-tab-list" aria-label="Files and members of archives">
        {parts.map((part) => (
          <Tab key={part.key} id={part.key} className="import-tab">
            <PartName {...part} />
          </Tab>
        ))}
      </TabList>
      {parts.map((part) => (
        <TabPanel key={part.key} id={part.key} className="import-tab-panel">
          <Front shown={part} {...{ entries, isOne, actions }} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
