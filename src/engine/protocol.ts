import type { FileChoices, FilePlan, PlanProgress } from '../model/import-plan.ts';
import type { Inspected, Inspection } from '../model/inspection.ts';
import type { Found } from '../model/found.ts';
import type { Pile } from '../model/pile.ts';
import type { AddressDimension } from '../model/rate.ts';
import type { Query } from '../model/query.ts';
import type { Forgotten, KeptInfo, LoadProgress, LoadRequest, Summary } from '../model/source.ts';
import type { Answered } from './shared-columns.ts';

/** The calls that the engine's worker answers. */
export type EngineProtocol = {
  /** Shows that the worker lives, under a name, for as long as it does. */
  live: { request: string; response: boolean; progress: never };
  /** Puts off for a moment what nobody waits for. */
  pause: { request: null; response: void; progress: never };
  load: { request: LoadRequest; response: Summary; progress: LoadProgress };
  plan: {
    request: { blob: Blob; name: string; choices: FileChoices };
    response: FilePlan;
    progress: PlanProgress;
  };
  summary: { request: null; response: Summary; progress: never };
  /** `held`: numbers of the columns of cells that the page has; `into`: memory to write values of cells to. */
  aggregate: {
    request: { query: Query; held: number[]; into: ArrayBuffer | null };
    response: Answered;
    progress: never;
  };
  /** What share of the databases is read; so also of the next ones. */
  piles: { request: null; response: Pile[]; progress: number };
  addresses: {
    request: { dimension: AddressDimension; keys: readonly string[] };
    response: { four: Float64Array; six: Float64Array };
    progress: number;
  };
  search: {
    request: { text: string; language: string; limit: number };
    response: Found[];
    progress: never;
  };
  inspect: { request: Inspection; response: Inspected; progress: number };
  refusedCsv: { request: null; response: Blob; progress: never };
  restore: { request: null; response: Summary | null; progress: never };
  keep: { request: null; response: KeptInfo; progress: never };
  kept: { request: null; response: KeptInfo | null; progress: never };
  forget: { request: Forgotten; response: null; progress: never };
};
