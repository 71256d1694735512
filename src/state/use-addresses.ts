import { useEffect, useRef, useState } from 'react';
import type { AddressDimension } from '../model/rate.ts';
import { isAbort } from './is-abort.ts';
import { whileMeasuring } from './measuring.ts';
import { askAfterPaint } from './paint-first.ts';
import { useSource } from './source-context.ts';

/**
 * How many IPv4 addresses the databases place in groups, by key; null until all that is asked for is known, and where
 * nobody asks. Each group is asked for once.
 * @param keys null asks nothing
 */
export function useAddresses(
  dimension: AddressDimension,
  keys: readonly string[] | null,
): ((key: string) => number) | null {
  const { source, version, report } = useSource();
  const about = `${version} ${dimension}`;
  const known = useRef<{ about: string; counts: Map<string, number> }>({
    about: '',
    counts: new Map(),
  });
  const [answered, setAnswered] = useState<{
    about: string;
    keys: readonly string[];
    counts: ReadonlyMap<string, number>;
  } | null>(null);
  useEffect(() => {
    if (!keys) return;
    if (known.current.about !== about) known.current = { about, counts: new Map() };
    const { counts } = known.current;
    const missing = keys.filter((key) => !counts.has(key));
    const controller = new AbortController();
    const asking =
      missing.length === 0
        ? Promise.resolve()
        : askAfterPaint(() =>
            whileMeasuring((onShare) =>
              source.addresses(dimension, missing, controller.signal, onShare),
            ),
          ).then(({ four }) => {
            missing.forEach((key, index) => counts.set(key, four[index]!));
          });
    asking.then(
      () => {
        if (!controller.signal.aborted) setAnswered({ about, keys, counts });
      },
      (error: unknown) => {
        if (!isAbort(error) && !controller.signal.aborted) report(error as Error);
      },
    );
    return () => controller.abort();
  }, [source, about, dimension, keys, report]);
  if (!keys || answered?.about !== about) return null;
  if (answered.keys !== keys && !keys.every((key) => answered.counts.has(key))) return null;
  const { counts } = answered;
  return (key) => counts.get(key) ?? 0;
}
