import { memo, useMemo, useRef, type CSSProperties } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Quantity, RatedGroups } from '../model/rate.ts';
import { densityWords } from '../model/number-words.ts';
import { useChoices } from '../state/store.ts';
import { useInTurn } from '../state/use-after-paint.ts';
import { formatCount, formatShare } from './format-number.ts';
import { pageLanguage } from './language.ts';
import { groupDetail, groupName } from './words.ts';

/** Height of a row before the first is measured. */
const ROW_PIXELS = 30;

/** A group of a ranking, ready to be shown. */
export interface RankingRow {
  key: string;
  rank: number;
  name: string;
  detail: string;
  /** What is shown: a count, a share in per cent, or a rate. */
  value: number;
  count: number;
  countryOnly: number;
  /** Whether the count is small. */
  few: boolean;
  /** Whether a figure is told. */
  told: boolean;
}

/** The rows of a ranking whose name or key holds what is sought, largest first. */
export function rankingRows(
  { dimension, keys, labels, value, count, countryOnly, few, told }: RatedGroups,
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
      count: count[index]!,
      few: few[index] === 1,
      told: told[index] === 1,
      countryOnly: countryOnly[index]!,
    }))
    .filter(({ key, name }) => needle === '' || fold(`${name} ${key}`).includes(needle));
}

/** The figure that is chosen, and beside it the count, or the share where that is the figure. */
export function rowFigures(
  { value, count, told }: Pick<RankingRow, 'value' | 'count' | 'told'>,
  quantity: Quantity,
  total: number,
  language = pageLanguage(),
): { main: string; beside: string } {
  const counted = formatCount(count, language);
  if (!told) return { main: '–', beside: quantity === 'count' ? '' : counted };
  if (quantity === 'count') return { main: counted, beside: formatShare(count, total, language) };
  if (quantity === 'share') return { main: formatShare(count, total, language), beside: counted };
  return { main: densityWords(value, language), beside: counted };
}

function Row(props: {
  row: RankingRow;
  quantity: Quantity;
  fewBelow: number;
  largest: number;
  total: number;
  isSelected: boolean;
  index: number;
  top: number;
  measure: (element: HTMLLIElement | null) => void;
  onPress: () => void;
}) {
  const { row, quantity, fewBelow, largest, total, isSelected, onPress } = props;
  const width = largest > 0 ? (100 * row.value) / largest : 0;
  const quiet = row.count > 0 ? (100 * Math.min(row.countryOnly, row.count)) / row.count : 0;
  const figures = rowFigures(row, quantity, total);
  const isMarked = row.few && quantity !== 'count';
  const said =
    row.countryOnly > 0
      ? `, of which ${formatCount(row.countryOnly)} known to the country only`
      : '';
  const fewSaid = isMarked ? `; fewer than ${formatCount(fewBelow)}, which say little` : '';
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
        title={`${row.name}: ${formatCount(row.count)}${said}${fewSaid}`}
        onClick={onPress}
      >
        <span className="ranking-name">
          {row.name}
          {row.detail && <span className="small"> {row.detail}</span>}
        </span>
        <span className="ranking-value" data-few={isMarked}>
          {figures.main}
          {isMarked && <span className="visually-hidden"> (few)</span>}
        </span>
        <span className="ranking-share">{figures.beside}</span>
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
  ranking: RatedGroups;
  fewBelow: number;
  sought: string;
}) {
  const { ranking, fewBelow, sought } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const where = useInTurn(useChoices((state) => state.where[ranking.dimension]));
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
              quantity={ranking.quantity}
              fewBelow={fewBelow}
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
