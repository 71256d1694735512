import type { Aggregate } from '../model/aggregate.ts';
import type { GroupBy, Query } from '../model/query.ts';
import type { FileInfo, LoadProgress, LoadRequest, Summary } from '../model/source.ts';
import { emptyLedger, refusalReasons, type RefusalReason } from '../model/telemetry.ts';
import { makeDictionaries } from '../telemetry/dictionaries.ts';
import { refusedCsv } from '../telemetry/refused-csv.ts';
import { answerQuery } from './answer-query.ts';
import { groupHits } from './group-hits.ts';
import { carryOut, type Holding } from './load.ts';
import { packHolding, unpackHolding } from './keep-holding.ts';
import { locateHosts } from './locate-hosts.ts';
import { nextTask } from '../model/next-task.ts';
import { ledgerOf, memoryOf, offers } from './summarise.ts';
import { TelemetryIndex } from './telemetry-index.ts';
import type { Telemetry } from './telemetry-table.ts';

/** The engine, without threads: the worker and the command line run the same one. */
export interface AtlasEngine {
  /** Carries out a request; where it fails or is aborted, everything stays as it was. */
  load(
    request: LoadRequest,
    onProgress: (progress: LoadProgress) => void,
    signal?: AbortSignal,
  ): Promise<Summary>;
  aggregate<G extends GroupBy>(query: Query<G>): Promise<Aggregate<G>>;
  summary(): Summary;
  refusedCsv(): string;
  /** All that it holds as parts of a file. */
  pack(): Uint8Array<ArrayBuffer>[];
  /** Holds what such a file holds, in place of what it had. Throws where the file is of another version. */
  restore(bytes: Uint8Array<ArrayBuffer>): Summary;
}

function rangeOf(time: Uint32Array): { range: Telemetry['range']; undated: number } {
  let first = 0xffffffff;
  let last = 0;
  let undated = 0;
  for (let hit = 0; hit < time.length; hit++) {
    const at = time[hit]!;
    if (at === 0xffffffff) undated++;
    else {
      if (at < first) first = at;
      if (at > last) last = at;
    }
  }
  return { range: undated < time.length ? { first, last } : null, undated };
}

function emptyHolding(): Holding {
  const grouped = groupHits([]);
  return {
    files: [],
    grouped,
    located: locateHosts(grouped, []),
    databases: [],
    listed: [],
    servers: [],
    reconstruction: false,
    dictionaries: makeDictionaries(),
  };
}

function refusedOf(files: Holding['files']): Record<RefusalReason, number> {
  const sums = emptyLedger().refused;
  for (const file of files)
    for (const reason of refusalReasons) sums[reason] += file.refused[reason];
  return sums;
}

/** What a page shows of a file: all but its refused rows. */
function fileInfoOf({ refused: _, refusals: __, ...info }: Holding['files'][number]): FileInfo {
  return info;
}

function summaryOf(holding: Holding, telemetry: Telemetry): Summary {
  const rows = holding.files.reduce((sum, file) => sum + file.rows, 0);
  const { range } = telemetry;
  return {
    reconstruction: holding.reconstruction,
    files: holding.files.map(fileInfoOf),
    ledger: ledgerOf(telemetry, rows, refusedOf(holding.files)),
    time: range ? { first: range.first * 1000, last: range.last * 1000 } : null,
    undatedHits: telemetry.undated,
    ...offers(telemetry),
    servers: holding.servers,
    databases: holding.databases.flatMap(({ info }) => info ?? []),
    memory: memoryOf(telemetry),
  };
}

function telemetryOf({ grouped, located, dictionaries }: Holding): Telemetry {
  const { machine, family, server } = dictionaries;
  const texts = (dictionary: typeof family) =>
    Array.from({ length: dictionary.size }, (_, code) => dictionary.text(code));
  return {
    hits: grouped.hits,
    ...located,
    machines: machine.size,
    families: texts(family),
    servers: texts(server),
    ...rangeOf(grouped.hits.time),
  };
}

/** An empty engine. */
export function makeEngine(): AtlasEngine {
  let holding = emptyHolding();
  let index = new TelemetryIndex(telemetryOf(holding));
  let summary = summaryOf(holding, index.telemetry);
  const hold = (next: Holding, nextIndex: TelemetryIndex, nextSummary: Summary) => {
    holding = next;
    index = nextIndex;
    summary = nextSummary;
    return summary;
  };
  return {
    async load(request, onProgress, signal) {
      const next = await carryOut(request, holding, onProgress, signal);
      const nextIndex = new TelemetryIndex(telemetryOf(next));
      const nextSummary = summaryOf(next, nextIndex.telemetry);
      await nextTask();
      signal?.throwIfAborted();
      return hold(next, nextIndex, nextSummary);
    },
    aggregate: (query) => Promise.resolve(answerQuery(index, query)),
    summary: () => summary,
    refusedCsv: () => refusedCsv(holding.files),
    pack: () => packHolding(holding),
    restore(bytes) {
      const kept = unpackHolding(bytes);
      const keptIndex = new TelemetryIndex(telemetryOf(kept));
      return hold(kept, keptIndex, summaryOf(kept, keptIndex.telemetry));
    },
  };
}
