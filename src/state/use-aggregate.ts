import { useEffect, useState } from 'react';
import type { Aggregate } from '../model/aggregate.ts';
import type { GroupBy, Query } from '../model/query.ts';
import { whilePending } from './pending.ts';
import { useSource } from './source-context.ts';

/** An answer, or the last one while the next is on its way. */
export interface Answer<G extends GroupBy> {
  /** The latest answer; null before the first. It may belong to an earlier query while `stale` is true. */
  data: Aggregate<G> | null;
  stale: boolean;
  error: Error | null;
}

/**
 * Asks the source and keeps the latest answer. A new query aborts the one that is out; the old answer stays until the
 * new one is there. A null query asks nothing.
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
  useEffect(() => {
    if (key === null || query === null) return;
    const controller = new AbortController();
    whilePending(source.aggregate(query, controller.signal)).then(
      (data) => {
        if (!controller.signal.aborted) setAnswer({ key, data, error: null });
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setAnswer((old) => ({ ...old, key, error: error as Error }));
        report(error as Error);
      },
    );
    return () => controller.abort();
    // The key stands for the query: same text, same question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [source, key, report]);
  return { data: answer.data, stale: answer.key !== key, error: answer.error };
}
