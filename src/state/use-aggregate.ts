import { useEffect, useRef, useState } from 'react';
import type { Aggregate } from '../model/aggregate.ts';
import { makeLatest, type Latest } from '../model/latest.ts';
import type { GroupBy, Query } from '../model/query.ts';
import { askAfterPaint } from './paint-first.ts';
import { whilePending } from './pending.ts';
import { useSource } from './source-context.ts';

/** An answer, or the last one while the next is on its way. */
export interface Answer<G extends GroupBy> {
  /** The latest answer; null before the first. It may belong to an earlier query while `stale` is true. */
  data: Aggregate<G> | null;
  stale: boolean;
  error: Error | null;
}

interface Question<G extends GroupBy> {
  key: string;
  query: Query<G>;
}

/**
 * Asks the source and keeps the latest answer. While a query is out only the newest further one waits, so that a brush
 * that moves without a pause sees its answers; the old answer stays until the new one is there. What was asked of data
 * that is gone is aborted. A null query asks nothing.
 */
export function useAggregate<G extends GroupBy>(query: Query<G> | null): Answer<G> {
  const { source, summary, version, report } = useSource();
  const key = query && summary ? `${version} ${JSON.stringify(query)}` : null;
  const [answer, setAnswer] = useState<{
    key: string | null;
    data: Aggregate<G> | null;
    error: Error | null;
  }>({
    key: null,
    data: null,
    error: null,
  });
  const line = useRef<Latest<Question<G>> | null>(null);
  useEffect(() => {
    const made = makeLatest<Question<G>, Aggregate<G>>({
      put: (asked, signal) =>
        whilePending(askAfterPaint(() => source.aggregate(asked.query, signal))),
      onAnswer: (data, asked) => setAnswer({ key: asked.key, data, error: null }),
      onError: (error, asked) => {
        setAnswer((old) => ({ ...old, key: asked.key, error }));
        report(error);
      },
    });
    line.current = made;
    return () => made.close();
  }, [source, version, report]);
  useEffect(() => {
    if (key !== null && query !== null) line.current?.ask({ key, query });
    // The key stands for the query: same text, same question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [source, key, report]);
  return { data: answer.data, stale: answer.key !== key, error: answer.error };
}
