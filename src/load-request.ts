import type { LoadRequest, Summary } from './model/source.ts';
import { defaultDatabases } from './own-files.ts';
import { inputOf, type FileToOpen } from './plan-entry.ts';
import type { OpenMode } from './use-loading.ts';

/** DB-IP comes with the first telemetry of a reader, unless the request brings only databases or lists. */
export async function requestFor(
  files: readonly FileToOpen[],
  mode: OpenMode,
  held: Summary | null,
): Promise<LoadRequest> {
  const of = (wanted: FileToOpen['kind']) =>
    files.filter(({ kind }) => kind === wanted).map(inputOf);
  const sorted = {
    telemetry: of('telemetry'),
    servers: of('servers'),
    databases: of('database'),
  };
  const isReal = sorted.telemetry.length > 0;
  const isFirst = !held || held.reconstruction;
  const fallback = isReal && isFirst ? await defaultDatabases() : [];
  if (mode === 'again') {
    return {
      ...sorted,
      mode: isReal ? 'replace' : 'add',
      anew: isReal ? true : 'lists',
      reconstruction: false,
    };
  }
  return {
    ...sorted,
    databases: [...sorted.databases, ...fallback],
    mode: held?.reconstruction && isReal ? 'replace' : mode,
    reconstruction: !isReal && Boolean(held?.reconstruction),
  };
}
