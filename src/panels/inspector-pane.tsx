import './servers-pane.css';
import './inspector-pane.css';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { inspectorTabs, type InspectorTab } from '../model/inspection.ts';
import { unitFor } from '../model/measure.ts';
import { everything, isFiltered, totalQuery } from '../state/queries.ts';
import { useSource } from '../state/source-context.ts';
import { useChoices, useCounted } from '../state/store.ts';
import { useAggregate } from '../state/use-aggregate.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { filterClauses } from './filter-words.ts';
import { formatCount, formatShare } from './format-number.ts';
import { shownWords } from './heading-words.ts';
import { InspectedHoursPane } from './inspector-hours-grid.tsx';
import { InspectedGroupsPane, InspectedHostsPane } from './inspector-tables.tsx';
import { inspectorWords } from './words.ts';

/** The selection in words, and its total beside the whole. */
function Selection() {
  const { summary } = useSource();
  const counted = useCounted();
  const { measure, time } = counted;
  const { data } = useAggregate(totalQuery(counted));
  const { data: whole } = useAggregate(totalQuery({ ...everything, measure }));
  if (!summary) return null;
  const filters = filterClauses(counted).filter(({ about }) => about !== 'time');
  const selection = filters.map(({ name }) => name).join(' · ') || 'Everything';
  const value = data?.value[measure] ?? 0;
  const base = whole?.value[measure] ?? 0;
  const beside = isFiltered(counted)
    ? ` of ${formatCount(base)} in all (${formatShare(value, base)})`
    : '';
  return (
    <p className="inspector-selection">
      <strong>{selection}</strong>
      {data && whole && (
        <span>
          {formatCount(value)} {unitFor(measure, value)}
          {beside}
        </span>
      )}
      <span className="small">{shownWords(summary, measure, time)}</span>
    </p>
  );
}

/** What is in the selection, tab by tab. A press on a row filters by it, and the whole page follows. */
function InspectorPane(props: {
  tab: InspectorTab;
  theme: 'dark' | 'light';
  tell: (title: string, error: unknown) => void;
}) {
  const { tab, theme, tell } = props;
  const { summary } = useSource();
  const choose = useChoices((state) => state.choose);
  const [isWhole, setWhole] = useState(false);
  const tabs = inspectorTabs.filter(
    (each) => each === 'hosts' || each === 'hours' || summary?.dimensions.includes(each),
  );
  return (
    <div className="inspector">
      <Selection />
      <Tabs
        className="inspector-tabs"
        selectedKey={tabs.includes(tab) ? tab : 'hosts'}
        onSelectionChange={(key) => choose({ inspecting: key as InspectorTab })}
      >
        <TabList className="tabs" aria-label="What is looked at">
          {tabs.map((each) => (
            <Tab key={each} id={each} className="tab">
              {inspectorWords[each]}
            </Tab>
          ))}
        </TabList>
        {tabs.map((each) => (
          <TabPanel key={each} id={each} className="tab-panel">
            {each === 'hosts' && <InspectedHostsPane {...{ isWhole, tell }} onWhole={setWhole} />}
            {each === 'hours' && <InspectedHoursPane theme={theme} />}
            {each !== 'hosts' && each !== 'hours' && (
              <InspectedGroupsPane {...{ of: each, tell }} />
            )}
          </TabPanel>
        ))}
      </Tabs>
    </div>
  );
}

/** The inspector of the selection; which tab is open is a choice, and in the link. */
export function InspectorDialog(props: {
  theme: 'dark' | 'light';
  tell: (title: string, error: unknown) => void;
  /** Whether another dialog is open. */
  isHidden: boolean;
}) {
  const { theme, tell, isHidden } = props;
  const { summary } = useSource();
  const tab = useChoices((state) => state.inspecting);
  const choose = useChoices((state) => state.choose);
  const isOpen = tab !== null && !isHidden && (summary?.ledger.hits ?? 0) > 0;
  return (
    <DialogFrame
      title="Inside the selection"
      wide="widest"
      isOpen={isOpen}
      onClose={() => choose({ inspecting: null })}
    >
      {tab && <InspectorPane {...{ tab, theme, tell }} />}
    </DialogFrame>
  );
}
