import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Down, Up } from '../icons/icons.ts';
import type { GroupInspection, HostInspection, Inspected, Sorting } from '../model/inspection.ts';
import { PAGE_ROWS, useInspected, type Unpaged } from '../state/use-inspected.ts';
import { formatCount } from './format-number.ts';
import { foldColumns, type Column } from './inspector-columns.ts';
import { useNarrow } from './use-narrow.ts';

/** Browsers draw nothing beyond this height; sorting and filtering reach what lies there, and so does the CSV. */
const MOST_PIXELS = 15_000_000;
const ROW_PIXELS = 30;
/** Where columns are folded: a row with its first line, and each further line. */
const FOLDED_PIXELS = 32;
const LINE_PIXELS = 16;

/** Height of a row in the page's type. */
function rowPixels(linesBelow: number): number {
  const scale = getComputedStyle(document.documentElement).getPropertyValue('--scale');
  const height = linesBelow > 0 ? FOLDED_PIXELS + linesBelow * LINE_PIXELS : ROW_PIXELS;
  return Math.round(height * (Number(scale) || 1));
}

function Head<Row, Sort extends string>(props: {
  column: Column<Row, Sort>;
  sorting: Sorting<Sort>;
  onSorting: (sorting: Sorting<Sort>) => void;
}) {
  const { column, sorting, onSorting } = props;
  const { sort, name, isNumber = false } = column;
  const isSorted = sorting.column === sort;
  const Arrow = sorting.isDescending ? Down : Up;
  const order = sorting.isDescending ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      className={isNumber ? 'number' : undefined}
      {...(sort !== null && { 'aria-sort': isSorted ? order : 'none' })}
    >
      {sort === null ? (
        name
      ) : (
        <button
          type="button"
          className="servers-sort"
          onClick={() =>
            onSorting({ column: sort, isDescending: isSorted ? !sorting.isDescending : isNumber })
          }
        >
          {name}
          {isSorted && <Arrow size={12} aria-hidden="true" />}
        </button>
      )}
    </div>
  );
}

/** Sorts also by what has no column where there is little room. */
function SortField<Row, Sort extends string>(props: {
  columns: Column<Row, Sort>[];
  sorting: Sorting<Sort>;
  onSorting: (sorting: Sorting<Sort>) => void;
}) {
  const { columns, sorting, onSorting } = props;
  return (
    <select
      className="field"
      aria-label="Sort by"
      value={sorting.column}
      onChange={({ target }) => {
        const chosen = columns.find(({ sort }) => sort === target.value);
        if (!chosen?.sort) return;
        onSorting({ column: chosen.sort, isDescending: chosen.isNumber ?? false });
      }}
    >
      {columns.flatMap(({ sort, name }) =>
        sort === null ? [] : [<option key={sort} value={sort}>{`By ${name}`}</option>],
      )}
    </select>
  );
}

type AnyRow<I extends HostInspection | GroupInspection> = Inspected<I>['rows'][number];

/** How rows of an inspection are shown and what a press on one does. */
export interface Rows<I extends HostInspection | GroupInspection, Sort extends string> {
  question: Unpaged<I>;
  columns: (head: Inspected<I> | null) => Column<AnyRow<I>, Sort>[];
  sorting: Sorting<Sort>;
  onSorting: (sorting: Sorting<Sort>) => void;
  isChosen: (row: AnyRow<I>) => boolean;
  onToggle: (row: AnyRow<I>) => void;
  keyOf: (row: AnyRow<I>) => string;
  /** What the table is called. */
  label: string;
}

function Row<R, Sort extends string>(props: {
  row: R | undefined;
  columns: Column<R, Sort>[];
  below: readonly ((row: R) => string)[];
  index: number;
  style: CSSProperties;
  isChosen: boolean;
  onToggle: () => void;
}) {
  const { row, columns, below, index, style, isChosen, onToggle } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="inspector-row"
      style={style}
      data-chosen={isChosen}
      data-folded={below.length > 0}
    >
      {columns.map(({ id, isNumber, words }, at) => {
        const text = row ? words(row) : '…';
        return (
          <div key={id} role="cell" className={isNumber ? 'number' : undefined} title={text}>
            {at === 0 && row ? (
              <button
                type="button"
                className="inspector-choose"
                aria-pressed={isChosen}
                onClick={onToggle}
              >
                {text}
              </button>
            ) : (
              text
            )}
            {at === 0 &&
              row &&
              below.map((tell, line) => (
                <span key={line} className="inspector-below small">
                  {tell(row)}
                </span>
              ))}
          </div>
        );
      })}
    </div>
  );
}

/** How many rows there are, and how many of them the text keeps. */
function lengthWords(head: { length: number; all: number }, drawn: number, find: string): string {
  const { length, all } = head;
  if (length === 0) {
    return find.trim() === '' ? 'Nothing passes the filters.' : `Nothing has “${find.trim()}”.`;
  }
  const of = length < all ? ` of ${formatCount(all)}` : '';
  const cut = drawn < length ? `; the first ${formatCount(drawn)} can be scrolled to` : '';
  return `${formatCount(length)}${of} ${all === 1 ? 'row' : 'rows'}${cut}.`;
}

/** The rows that are in sight, asked for as they come; another order begins at its first row. */
function useRowsInSight<I extends HostInspection | GroupInspection>(
  question: Unpaged<I>,
  linesBelow: number,
) {
  const scroller = useRef<HTMLDivElement>(null);
  const height = rowPixels(linesBelow);
  const [pages, setPages] = useState('0 0');
  const [firstPage, lastPage] = pages.split(' ').map(Number) as [number, number];
  const { head, rowAt, stale, key } = useInspected<I>(question, firstPage, lastPage);
  const drawn = Math.min(head?.length ?? 0, Math.floor(MOST_PIXELS / height));
  const virtualizer = useVirtualizer({
    count: drawn,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
  });
  const items = virtualizer.getVirtualItems();
  const inSight = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const pagesInSight = inSight.map((row) => Math.floor(row / PAGE_ROWS)).join(' ');
  useEffect(() => setPages(pagesInSight), [pagesInSight]);
  useEffect(() => void scroller.current?.scrollTo({ top: 0 }), [key]);
  useEffect(() => virtualizer.measure(), [virtualizer, height]);
  return { scroller, virtualizer, height, drawn, head, rowAt, stale };
}

/** A table of which only what is in sight is asked for and drawn. */
export function InspectorTable<I extends HostInspection | GroupInspection, Sort extends string>(
  props: Rows<I, Sort>,
) {
  const { question, sorting, onSorting, isChosen, onToggle, keyOf, label } = props;
  const isNarrow = useNarrow();
  const linesBelow = isNarrow ? foldColumns(props.columns(null)).below.length : 0;
  const { scroller, virtualizer, height, drawn, head, rowAt, stale } = useRowsInSight<I>(
    question,
    linesBelow,
  );
  const all = props.columns(head);
  const { columns, below } = isNarrow ? foldColumns(all) : { columns: all, below: [] };
  const grid = { '--columns': columns.map(({ width }) => width).join(' ') } as CSSProperties;
  return (
    <>
      <div className="inspector-status">
        <p role="status" className="small">
          {head ? lengthWords(head, drawn, question.find) : 'Counting …'}
        </p>
        {isNarrow && <SortField columns={all} {...{ sorting, onSorting }} />}
      </div>
      <div
        ref={scroller}
        className="inspector-scroll"
        role="region"
        aria-label={label}
        tabIndex={0}
        aria-busy={stale}
      >
        <div role="table" aria-label={label} aria-rowcount={drawn + 1} style={grid}>
          <div role="rowgroup" className="inspector-head">
            <div role="row" aria-rowindex={1} className="inspector-row">
              {columns.map((column) => (
                <Head key={column.id} {...{ column, sorting, onSorting }} />
              ))}
            </div>
          </div>
          <div
            role="rowgroup"
            className="inspector-body"
            style={{ height: virtualizer.getTotalSize() }}
          >
            {virtualizer.getVirtualItems().map(({ index, start }) => {
              const row = rowAt(index);
              return (
                <Row
                  key={row ? keyOf(row) : index}
                  {...{ row, columns, below, index }}
                  style={{ height, transform: `translateY(${start}px)` }}
                  isChosen={row ? isChosen(row) : false}
                  onToggle={() => row && onToggle(row)}
                />
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}
