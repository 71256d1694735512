import './rankings.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Download } from '../icons/icons.ts';
import { Button, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { measureWords } from '../model/measure.ts';
import type { Dimension } from '../model/query.ts';
import { isRate, quantityOf, rateGroups, rateSpecs } from '../model/rate.ts';
import { inIPv4, rankingQuery } from '../state/queries.ts';
import { useSource } from '../state/source-context.ts';
import { useChoices, useCounted, useRating } from '../state/store.ts';
import { useAggregate } from '../state/use-aggregate.ts';
import { useInTurn } from '../state/use-after-paint.ts';
import { useRateBase } from '../state/use-rate-base.ts';
import { formatCount } from './format-number.ts';
import { MeasuringBar } from './measuring-bar.tsx';
import { FewFields, NoRate, QuantityFields } from './quantity-fields.tsx';
import { RankingList } from './ranking-list.tsx';
import { dimensionWords } from './words.ts';

/** Groups that a ranking holds at most; the CSV holds all. */
const MOST_GROUPS = 2000;

/** More groups than these get a field to find one in. */
const FIND_FROM = 12;

/** A ranking by what is chosen to be shown; by count where a rate cannot be had. */
function useRanking(dimension: Dimension) {
  const counted = useCounted();
  const chosen = useRating();
  const quantity = quantityOf(chosen.quantity, dimension);
  const query = rankingQuery(counted, dimension, MOST_GROUPS);
  const { data, stale } = useAggregate(
    isRate(quantity) && rateSpecs[quantity].isOfIPv4 ? inIPv4(query) : query,
  );
  const keys = data?.dimension === dimension ? data.keys : null;
  const baseOf = useRateBase(quantity, dimension, keys);
  const isMissing = baseOf === null;
  const rated = useMemo(() => {
    if (!data || data.dimension !== dimension || isMissing) return null;
    return rateGroups(data, { ...chosen, quantity }, baseOf ?? undefined);
    // The function is another one with every answer, but says the same for the same data.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data, dimension, isMissing, quantity, chosen]);
  const measure = useInTurn(counted.measure);
  return { rated, stale: stale || isMissing, measure };
}

function Ranking({ dimension, onSave }: { dimension: Dimension; onSave: () => void }) {
  const { rated: data, stale, measure } = useRanking(dimension);
  const fewBelow = useChoices((state) => state.fewBelow);
  const choose = useChoices((state) => state.choose);
  const [sought, setSought] = useState('');
  const { plural } = dimensionWords[dimension];
  const { unit } = measureWords[measure];
  if (!data) {
    return (
      <div className="ranking" aria-busy="true">
        <MeasuringBar onCancel={() => choose({ quantity: 'count' })} />
      </div>
    );
  }
  const cut = data.groups > data.keys.length ? `${formatCount(data.keys.length)} of ` : '';
  return (
    <div className="ranking" aria-busy={stale}>
      <div className="ranking-head small">
        <span>
          {cut}
          {formatCount(data.groups)} <QuantityFields unit={unit} dimension={dimension} />
        </span>
        {data.groups >= FIND_FROM && (
          <input
            type="search"
            className="field"
            placeholder="Find"
            aria-label={`Find in ${plural.toLowerCase()}`}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || sought === '') return;
              event.stopPropagation();
              setSought('');
            }}
          />
        )}
        <Button
          className="button bare"
          aria-label={`Save the ranking of ${plural.toLowerCase()} as CSV`}
          onPress={onSave}
        >
          <Download size={14} aria-hidden="true" />
          CSV
        </Button>
      </div>
      <NoRate dimension={dimension} />
      <FewFields quantity={data.quantity} />
      <RankingList ranking={data} fewBelow={fewBelow} sought={sought} />
    </div>
  );
}

/** Rankings by dimension: the tab in front is a choice, a press on a group filters by it. */
export function Rankings({ onSave }: { onSave: (dimension: Dimension) => void }) {
  const { summary } = useSource();
  const ranking = useChoices((state) => state.ranking);
  const choose = useChoices((state) => state.choose);
  const dimensions = summary?.dimensions ?? [];
  const list = useRef<HTMLDivElement>(null);
  const inFront = dimensions.includes(ranking) ? ranking : dimensions[0];
  useEffect(() => {
    const tab = list.current?.querySelector(`[data-key="${inFront}"]`);
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [inFront]);
  if (dimensions.length === 0) return <div className="rankings" />;
  return (
    <Tabs
      className="rankings"
      selectedKey={inFront!}
      onSelectionChange={(key) => choose({ ranking: key as Dimension })}
    >
      <TabList ref={list} className="tabs" aria-label="Rankings">
        {dimensions.map((dimension) => (
          <Tab key={dimension} id={dimension} className="tab">
            {dimensionWords[dimension].plural}
          </Tab>
        ))}
      </TabList>
      {dimensions.map((dimension) => (
        <TabPanel key={dimension} id={dimension} className="tab-panel">
          <Ranking dimension={dimension} onSave={() => onSave(dimension)} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
