import { useState } from 'react';
import { Switch } from 'react-aria-components';
import type {
  AskedRate,
  GroupColumn,
  GroupInspection,
  HostColumn,
  HostInspection,
  InspectedDimension,
  Sorting,
} from '../model/inspection.ts';
import { isRate, quantityOf, type Rating } from '../model/rate.ts';
import { beyondRows, filterOf } from '../state/queries.ts';
import { useSource } from '../state/source-context.ts';
import { useChoices, useCounted, useRating } from '../state/store.ts';
import type { Unpaged } from '../state/use-inspected.ts';
import { groupColumns, hostColumns, type Known } from './inspector-columns.ts';
import { SaveTable } from './inspector-save.tsx';
import { InspectorTable } from './inspector-table.tsx';
import { pageLanguage } from './language.ts';
import { MeasuringBar } from './measuring-bar.tsx';
import { FewFields, RateField } from './quantity-fields.tsx';
import { dimensionWords } from './words.ts';

type Tell = (title: string, error: unknown) => void;

/** The field that keeps rows with a text. */
function FindField(props: { label: string; value: string; onChange: (text: string) => void }) {
  const { label, value, onChange } = props;
  return (
    <input
      type="search"
      className="field"
      placeholder={label}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || value === '') return;
        event.stopPropagation();
        onChange('');
      }}
    />
  );
}

/** The hosts of the selection: /24 and /48, or whole addresses where that is switched on. */
export function InspectedHostsPane(props: {
  isWhole: boolean;
  onWhole: (isWhole: boolean) => void;
  tell: Tell;
}) {
  const { isWhole, onWhole, tell } = props;
  const { summary } = useSource();
  const counted = useCounted();
  const togglePrefix = useChoices((state) => state.togglePrefix);
  const [find, setFind] = useState('');
  const [sorting, setSorting] = useState<Sorting<HostColumn>>({
    column: 'name',
    isDescending: false,
  });
  const sort =
    isWhole && sorting.column === 'hosts' ? { ...sorting, column: 'hits' as const } : sorting;
  const of = isWhole ? 'address' : 'prefix';
  const question: Unpaged<HostInspection> = {
    ...{ of, filter: filterOf(beyondRows(counted, of)), sort, find, language: pageLanguage() },
  };
  const known: Known = {
    machines: summary?.measures.includes('machines') ?? false,
    networks: summary?.dimensions.includes('network') ?? false,
    families: summary?.dimensions.includes('family') ?? false,
  };
  return (
    <>
      <div className="servers-actions">
        <FindField label="Address, place, network, family" value={find} onChange={setFind} />
        <Switch className="inspector-switch" isSelected={isWhole} onChange={onWhole}>
          <span className="inspector-track" aria-hidden="true" />
          Whole addresses
        </Switch>
        <SaveTable {...{ question, tell }} />
      </div>
      <InspectorTable<HostInspection, HostColumn>
        label={isWhole ? 'Hosts by address' : 'Hosts by prefix'}
        columns={() => hostColumns(question.of, known)}
        sorting={sort}
        onSorting={setSorting}
        question={question}
        keyOf={({ name }) => name}
        isChosen={({ name }) => counted.prefixes.includes(name)}
        onToggle={({ name }) => togglePrefix(name)}
      />
    </>
  );
}

/** The groups of the selection beside those of all data. */
export function InspectedGroupsPane({ of, tell }: { of: InspectedDimension; tell: Tell }) {
  const counted = useCounted();
  const toggle = useChoices((state) => state.toggle);
  const choose = useChoices((state) => state.choose);
  const [find, setFind] = useState('');
  const [sort, setSorting] = useState<Sorting<GroupColumn>>({
    column: 'count',
    isDescending: true,
  });
  const { measure, where } = counted;
  const rating = useRating();
  const rate = askedRate(rating, of);
  const question: Unpaged<GroupInspection> = {
    ...{ of, measure, rate, filter: filterOf(beyondRows(counted, of)) },
    ...{ sort: sortedBy(sort, rate), find, language: pageLanguage() },
  };
  const plural = dimensionWords[of].plural.toLowerCase();
  return (
    <>
      <div className="servers-actions">
        <FindField label={`Find in ${plural}`} value={find} onChange={setFind} />
        <RateField dimension={of} />
        {rate && <FewFields quantity={rate.of} />}
        <SaveTable {...{ question, tell }} />
      </div>
      {rate && <MeasuringBar onCancel={() => choose({ quantity: 'count' })} />}
      <InspectorTable<GroupInspection, GroupColumn>
        label={dimensionWords[of].plural}
        columns={(head) =>
          groupColumns(of, head ?? { measure, rate, ...noTotals }, rating.fewBelow)
        }
        sorting={question.sort}
        onSorting={setSorting}
        question={question}
        keyOf={({ key }) => key}
        isChosen={({ key }) => where[of]?.includes(key) ?? false}
        onToggle={({ key }) => toggle(of, key)}
      />
    </>
  );
}

/** The rate that is chosen, where the dimension has it. */
function askedRate({ quantity, fewBelow, hidesFew }: Rating, of: InspectedDimension) {
  const rate = quantityOf(quantity, of);
  return isRate(rate) ? { of: rate, least: hidesFew ? fewBelow : 0 } : null;
}

/** By count where the rate that rows were sorted by is gone. */
function sortedBy(sort: Sorting<GroupColumn>, rate: AskedRate | null): Sorting<GroupColumn> {
  return sort.column === 'rate' && rate === null ? { ...sort, column: 'count' } : sort;
}

const noTotals = { total: 0, wholeTotal: 0 };
