import { useCallback, useMemo, type RefObject } from 'react';
import type { LoadRequest, Summary } from './model/source.ts';
import { defaultDatabases } from './own-files.ts';
import type { LoadPlan } from './use-loading.ts';

/** What can be done about the databases that are open. */
export interface DatabaseActions {
  /** Databases by name: those to keep, in their order of precedence. Never rejects. */
  orderDatabases: (names: readonly string[]) => Promise<void>;
  /** Adds DB-IP again; null where it is there, or where only the reconstruction is. */
  openDefault: (() => void) | null;
}

/** More databases, or another order of those that are there. */
function databaseRequest(
  databases: LoadRequest['databases'],
  held: Summary | null,
  order?: readonly string[],
): LoadRequest {
  return {
    ...{ telemetry: [], servers: [], databases, mode: 'add' },
    reconstruction: held?.reconstruction ?? false,
    ...(order && { order }),
  };
}

/**
 * Orders, removes and adds databases.
 * @param run carries a load out
 * @param held what the source holds when no load is under way
 * @param summary what is on screen
 */
export function useDatabases(
  run: (plan: LoadPlan) => Promise<void>,
  held: RefObject<Summary | null>,
  summary: Summary | null,
): DatabaseActions {
  const orderDatabases = useCallback(
    (order: readonly string[]) =>
      run({
        title: 'Could not order the databases',
        request: () => Promise.resolve(databaseRequest([], held.current, order)),
        keepChoices: true,
      }),
    [run, held],
  );
  const isReal = summary !== null && !summary.reconstruction && summary.files.length > 0;
  const lacksDefault =
    isReal && !summary.databases.some((database) => database.needsDbIpAttribution);
  const openDefault = useMemo(() => {
    if (!lacksDefault) return null;
    const request = async () => databaseRequest(await defaultDatabases(), held.current);
    return () => void run({ title: 'Could not open DB-IP', request, keepChoices: true });
  }, [lacksDefault, run, held]);
  return useMemo(() => ({ orderDatabases, openDefault }), [orderDatabases, openDefault]);
}
