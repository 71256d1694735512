import { useEffect, useRef, useState } from 'react';
import type { GroupInspection, HostInspection, Inspected } from '../model/inspection.ts';
import { makeLatest, type Latest } from '../model/latest.ts';
import { whileMeasuring } from './measuring.ts';
import { askAfterPaint } from './paint-first.ts';
import { whilePending } from './pending.ts';
import { useSource } from './source-context.ts';

/** Rows that are asked for at a time. */
export const PAGE_ROWS = 200;

/** An inspection without its page. */
export type Unpaged<I> = Omit<I, 'offset' | 'limit'>;

type Row<I extends HostInspection | GroupInspection> = Inspected<I>['rows'][number];

interface Pages<I extends HostInspection | GroupInspection> {
  key: string;
  /** The latest page, for lengths and totals. */
  head: Inspected<I>;
  pages: ReadonlyMap<number, readonly Row<I>[]>;
}

/** Rows in sight, or those of the last question while the first of the next are on their way. */
export interface InspectedRows<I extends HostInspection | GroupInspection> {
  /** Null before the first answer. */
  head: Inspected<I> | null;
  /** Undefined where the row is on its way. */
  rowAt: (index: number) => Row<I> | undefined;
  stale: boolean;
  /** Grows with every question that is answered for the first time. */
  key: string | null;
}

interface Asked<I> {
  key: string;
  question: Unpaged<I>;
  page: number;
}

/**
 * Keeps the pages of an inspection that came in sight. One page is asked for at a time and only the newest further one
 * waits, so that a flight over a long table does not queue.
 */
export function useInspected<I extends HostInspection | GroupInspection>(
  question: Unpaged<I>,
  firstPage: number,
  lastPage: number,
): InspectedRows<I> {
  const { source, version, report } = useSource();
  const key = `${version} ${JSON.stringify(question)}`;
  const [held, setHeld] = useState<Pages<I> | null>(null);
  const [failed, setFailed] = useState('');
  const line = useRef<Latest<Asked<I>> | null>(null);
  useEffect(() => {
    const made = makeLatest<Asked<I>, Inspected<I>>({
      put: ({ question: asked, page }, signal) => {
        const paged = { ...asked, offset: page * PAGE_ROWS, limit: PAGE_ROWS } as unknown as I;
        const inspect = () => whileMeasuring((onShare) => source.inspect(paged, signal, onShare));
        return whilePending(askAfterPaint(inspect));
      },
      onAnswer: (head, asked) =>
        setHeld((old) => {
          const before = old?.key === asked.key ? old.pages : [];
          return { key: asked.key, head, pages: new Map([...before, [asked.page, head.rows]]) };
        }),
      // Its databases may take seconds to be read.
      isUseless: (out, newer) => out.key !== newer.key && asksRate(out.question),
      onError: (error, asked) => {
        setFailed(asked.key);
        report(error);
      },
    });
    line.current = made;
    return () => made.close();
  }, [source, version, report]);
  const isCurrent = held?.key === key;
  const wanted = isCurrent ? missingPage(held, firstPage, lastPage) : 0;
  useEffect(() => {
    if (wanted !== null && failed !== key) line.current?.ask({ key, question, page: wanted });
    // The key stands for the question: same text, same question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [source, key, wanted, failed]);
  const rowAt = (index: number) =>
    held?.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  return { head: held?.head ?? null, rowAt, stale: !isCurrent, key: held?.key ?? null };
}

function asksRate(question: object): boolean {
  return 'rate' in question && question.rate !== null;
}

/** The first page in sight that is not there; null where all are. */
function missingPage<I extends HostInspection | GroupInspection>(
  { head, pages }: Pages<I>,
  firstPage: number,
  lastPage: number,
): number | null {
  for (let page = firstPage; page <= lastPage && page * PAGE_ROWS < head.length; page++) {
    if (!pages.has(page)) return page;
  }
  return null;
}
