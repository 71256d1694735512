import { memo, useMemo, useRef, type CSSProperties } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { DimensionAggregate } from '../model/aggregate.ts';
import { useChoices } from '../state/store.ts';
import { formatCount, formatShare } from './format-number.ts';
import { groupDetail, groupName } from './words.ts';

/** Height of a row before the first is measured. */
const ROW_PIXELS = 30;

/** A group of a ranking, ready to be shown. */
export interface RankingRow {
  key: string;
  rank: number;
  name: string;
  detail: string;
  value: number;
  countryOnly: number;
}

/** The rows of a ranking whose name or key holds what is sought, largest first. */
export function rankingRows(
  { dimension, keys, labels, value, countryOnly }: DimensionAggregate,
  sought: string,
  language?: string,
): RankingRow[] {
  const fold = (text: string) =>
    text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(language);
  const needle = fold(sought.trim());
  return keys
    .map((key, index) => ({
      key,
      rank: index + 1,
      name: groupName(dimension, key, labels[index]!, language),
      detail: groupDetail(dimension, key),
      value: value[index]!,
      countryOnly: countryOnly[index]!,
    }))
    .filter(({ key, name }) => needle === '' || fold(`${name} ${key}`).includes(needle));
}

function Row(props: {
  row: RankingRow;
  largest: number;
  total: number;
  isSelected: boolean;
  index: number;
  top: number;
  measure: (element: HTMLLIElement | null) => void;
  onPress: () => void;
}) {
  const { row, largest, total, isSelected, onPress } = props;
  const width = largest > 0 ? (100 * row.value) / largest : 0;
  const quiet = row.value > 0 ? (100 * Math.min(row.countryOnly, row.value)) / row.value : 0;
  const said =
    row.countryOnly > 0
      ? `, of which ${formatCount(row.countryOnly)} known to the country only`
      : '';
  return (
    <li
      ref={props.measure}
      data-index={props.index}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <button
        type="button"
        className="ranking-row"
        aria-pressed={isSelected}
        title={`${row.name}: ${formatCount(row.value)}${said}`}
        onClick={onPress}
      >
        <span className="ranking-name">
          {row.name}
          {row.detail && <span className="small"> {row.detail}</span>}
        </span>
        <span className="ranking-value">{formatCount(row.value)}</span>
        <span className="ranking-share">{formatShare(row.value, total)}</span>
        <span
          className="ranking-bar"
          style={{ '--width': `${width}%`, '--quiet': `${quiet}%` } as CSSProperties}
        />
      </button>
    </li>
  );
}

/** The groups of a ranking with bars, counts and shares; only those in sight are in the page. */
export const RankingList = memo(function RankingList(props: {
  ranking: DimensionAggregate;
  sought: string;
}) {
  const { ranking, sought } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const where = useChoices((state) => state.where[ranking.dimension]);
  const toggle = useChoices((state) => state.toggle);
  const rows = useMemo(() => rankingRows(ranking, sought), [ranking, sought]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 8,
  });
  if (rows.length === 0) {
    return (
      <p className="ranking-none small">
        {sought.trim() === '' ? 'Nothing passes the filters.' : `Nothing is called “${sought}”.`}
      </p>
    );
  }
  return (
    <div ref={scroller} className="ranking-scroll">
      <ol data-filtered={where !== undefined} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]!;
          return (
            <Row
              key={row.key}
              row={row}
              largest={ranking.value[0] ?? 0}
              total={ranking.total}
              isSelected={where?.includes(row.key) ?? false}
              index={index}
              top={start}
              measure={virtualizer.measureElement}
              onPress={() => toggle(ranking.dimension, row.key)}
            />
          );
        })}
      </ol>
    </div>
  );
});
