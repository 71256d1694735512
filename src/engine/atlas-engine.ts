import type { Aggregate } from '../model/aggregate.ts';
import type { Inspected, Inspection } from '../model/inspection.ts';
import type { Found } from '../model/found.ts';
import type { Pile } from '../model/pile.ts';
import { inhabitantsOf } from '../model/inhabitants.ts';
import { isOfAddresses, type AddressDimension } from '../model/rate.ts';
import type { GroupBy, GroupByCell, Query } from '../model/query.ts';
import type { FileInfo, LoadProgress, LoadRequest, OnShare, Summary } from '../model/source.ts';
import { emptyLedger, refusalReasons, UNDATED, type RefusalReason } from '../model/telemetry.ts';
import { makeDictionaries } from '../telemetry/dictionaries.ts';
import { refusedCsv } from '../telemetry/refused-csv.ts';
import type { AddressSpace } from '../geo/address-space.ts';
import { answerQuery } from './answer-query.ts';
import { makeOwnCrew, type Crew } from './crew.ts';
import { groupAddresses } from './group-addresses.ts';
import { noHits, type GroupedHits } from './group-hits.ts';
import { findPiles, mayPile } from './find-piles.ts';
import { carryOut, type Holding } from './load.ts';
import { packHolding, unpackHolding } from './keep-holding.ts';
import { placeCalls } from './place-calls.ts';
import { locateHosts } from './locate-hosts.ts';
import { Inspector, type BasesOf } from './inspector.ts';
import { bytesHeld } from './held-bytes.ts';
import { PartialView } from './partial-view.ts';
import { readPrefix } from '../model/prefix.ts';
import { openedDatabases, SpaceOfHolding } from './space-of-holding.ts';
import { nextTask } from '../model/next-task.ts';
import { finish, inPieces } from './steps.ts';
import { ledgerOf, noticesOf, offers } from './summarise.ts';
import { TelemetrySearch } from './search-telemetry.ts';
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
  /**
   * Answers a query.
   * @param rest waited for between pieces of some milliseconds: others may be asked meanwhile; where it throws, the answer is
   *   given up. Absent: all at once
   * @param into memory to write values of cells to, where it has the size of all of them
   */
  aggregate<G extends GroupBy>(
    query: Query<G>,
    rest?: () => Promise<void>,
    into?: ArrayBuffer | null,
  ): Promise<Aggregate<G>>;
  summary(): Summary;
  /** Coordinates that hold an implausible share of their country's hosts; of all that is held, whatever a filter says. */
  piles(signal?: AbortSignal, onShare?: OnShare): Promise<Pile[]>;
  /** Addresses that the databases place in groups of a dimension, in the order of their keys. */
  addresses(
    dimension: AddressDimension,
    keys: readonly string[],
    signal?: AbortSignal,
    onShare?: OnShare,
  ): Promise<{ four: Float64Array; six: Float64Array }>;
  /** Finds countries, cities, networks and addresses: see `LoadableSource`. */
  search(text: string, language: string, limit: number, signal?: AbortSignal): Promise<Found[]>;
  /**
   * A page of what is in a selection.
   * @param basesOf what `basesOf` gave for the question
   */
  inspect<I extends Inspection>(question: I, basesOf?: BasesOf | null): Inspected<I>;
  /** What the rates of an inspection are of; null where it asks for none. */
  basesOf(question: Inspection, signal?: AbortSignal, onShare?: OnShare): Promise<BasesOf | null>;
  /** Makes ready what further questions of that sort will need, a piece at a step, while the same is held. */
  prepare(question: Inspection): Generator<undefined>;
  /**
   * Works out what queries of other measures and times will need, a few milliseconds a step, while the same is held.
   * @param cells what was asked for last
   */
  prepareQueries(cells?: readonly Query<GroupByCell>[]): Generator<undefined>;
  refusedCsv(): string;
  /** All that it holds as parts of a file. */
  pack(): Uint8Array<ArrayBuffer>[];
  /** Holds what such a file holds, in place of what it had. Throws where the file is of another version. */
  restore(bytes: Uint8Array<ArrayBuffer>): Summary;
}

/** Hits of a host stand in the order of their times, undated ones last: few of them are looked at. */
function rangeOf({
  hits,
  start,
  length: hosts,
}: GroupedHits): Pick<Telemetry, 'range' | 'undated'> {
  const { length, time } = hits;
  let first = UNDATED;
  let last = 0;
  let undated = length - time.length;
  for (let host = 0; host < hosts && time.length > 0; host++) {
    const from = start[host]!;
    let end = start[host + 1]!;
    for (; end > from && time[end - 1] === UNDATED; end--) undated++;
    if (end === from) continue;
    first = Math.min(first, time[from]!);
    last = Math.max(last, time[end - 1]!);
  }
  return { range: undated < length ? { first, last } : null, undated };
}

function emptyHolding(): Holding {
  const grouped = noHits();
  return {
    files: [],
    grouped,
    located: locateHosts(grouped, []),
    databases: [],
    lists: [],
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

type Told = Omit<Summary, 'memory'>;

function summaryOf(holding: Holding, telemetry: Telemetry): Told {
  const rows = holding.files.reduce((sum, file) => sum + file.rows, 0);
  const { range } = telemetry;
  const told = {
    reconstruction: holding.reconstruction,
    files: holding.files.map(fileInfoOf),
    lists: holding.lists.map(fileInfoOf),
    ledger: ledgerOf(telemetry, rows, refusedOf(holding.files)),
    time: range ? { first: range.first * 1000, last: range.last * 1000 } : null,
    undatedHits: telemetry.undated,
    ...offers(telemetry),
    servers: holding.servers,
    databases: holding.databases.flatMap(({ info }) => info ?? []),
    fileCountries: holding.located.fileCountries,
  };
  return { ...told, notices: noticesOf(told) };
}

/** Bytes that are held for queries and for more telemetry. */
function memoryOf(
  { dictionaries }: Holding,
  index: TelemetryIndex,
  inspector: Inspector,
): Summary['memory'] {
  const { hits, hosts, places } = index.memory;
  const { machine, family, server } = dictionaries;
  const texts = machine.memory + family.memory + server.memory;
  return {
    hits,
    hosts: hosts + bytesHeld(inspector.held, new Set()),
    places,
    texts,
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
    ...rangeOf(grouped),
  };
}

/** What an engine holds, made ready for questions. */
interface Held {
  holding: Holding;
  index: TelemetryIndex;
  search: TelemetrySearch;
  inspector: Inspector;
  told: Told;
}

function hold(holding: Holding): Held {
  const { network, country } = holding.grouped;
  const beside = network.byteLength + country.byteLength;
  const index = new TelemetryIndex(telemetryOf(holding), beside, holding.known);
  const search = new TelemetrySearch(index);
  const inspector = new Inspector(index);
  return { holding, index, search, inspector, told: summaryOf(holding, index.telemetry) };
}

/** With the room that is taken now: questions take some of their own. */
function summaryNow({ holding, index, inspector, told }: Held): Summary {
  return { ...told, memory: memoryOf(holding, index, inspector) };
}

async function basesOf(
  question: Inspection,
  measure: () => Promise<AddressSpace>,
): Promise<BasesOf | null> {
  if (!('rate' in question) || question.rate === null) return null;
  const { of, rate } = question;
  if (rate.of === 'inhabitants') return (keys) => Float64Array.from(keys, inhabitantsOf);
  if (!isOfAddresses(of)) return null;
  const space = await measure();
  return (keys) => groupAddresses(space, of, keys).four;
}

/** @param inspectorNow that of what is held when it is called */
function* prepare(question: Inspection, inspectorNow: () => Inspector): Generator<undefined> {
  const inspector = inspectorNow();
  for (const _ of inspector.prepare(question)) {
    yield;
    if (inspectorNow() !== inspector) return;
  }
}

/** @param heldNow what is held when it is called; null while a load is under way */
function* prepareQueries(
  heldNow: () => Held | null,
  cells: readonly Query<GroupByCell>[],
): Generator<undefined> {
  const held = heldNow();
  if (!held) return;
  const { index, told } = held;
  const ofCells = cells.map((query) => index.prepareCells(query, told.measures));
  for (const steps of [index.prepare(), ...ofCells]) {
    for (const _ of steps) {
      yield;
      if (heldNow() !== held) return;
    }
  }
}

/**
 * An empty engine.
 * @param crew reads and groups for it
 * @param makeView decides in each load when what was read so far is shown
 */
export function makeEngine(
  crew: Crew = makeOwnCrew(),
  makeView: () => PartialView = () => new PartialView(),
): AtlasEngine {
  let held = hold(emptyHolding());
  /** What a load under way has so far: questions are answered from it, until the load ends. */
  let partial: Held | null = null;
  const space = new SpaceOfHolding();
  return {
    async load(request, onProgress, signal) {
      let latest: LoadProgress | null = null;
      const on = {
        progress: (told: LoadProgress) => onProgress((latest = told)),
        partial: (holding: Holding) => {
          partial = hold(holding);
          if (latest) onProgress({ ...latest, partial: summaryNow(partial) });
        },
      };
      try {
        const next = hold(await carryOut(request, held.holding, crew, on, signal, makeView()));
        await nextTask();
        signal?.throwIfAborted();
        held = next;
        return summaryNow(held);
      } finally {
        partial = null;
      }
    },
    async aggregate(query, rest, into) {
      const { index, holding } = partial ?? held;
      const steps = answerQuery(index, query, into);
      return placeCalls(rest ? await inPieces(steps, rest) : finish(steps), holding);
    },
    summary: () => summaryNow(held),
    async piles(signal, onShare) {
      const { holding, index } = held;
      if (!mayPile(index.telemetry)) return [];
      return findPiles(index.telemetry, await space.of(holding.databases, signal, onShare));
    },
    addresses: async (dimension, keys, signal, onShare) =>
      groupAddresses(await space.of(held.holding.databases, signal, onShare), dimension, keys),
    async search(text, language, limit, signal) {
      const { holding, search } = partial ?? held;
      const open = readPrefix(text) ? await openedDatabases(holding.databases, signal) : [];
      return search.find(text, language, limit, open);
    },
    inspect: (question, basesOf) => (partial ?? held).inspector.inspect(question, basesOf),
    basesOf: (question, signal, onShare) =>
      basesOf(question, () => space.of(held.holding.databases, signal, onShare)),
    prepare: (question) => prepare(question, () => (partial ?? held).inspector),
    prepareQueries: (cells = []) => prepareQueries(() => (partial ? null : held), cells),
    refusedCsv: () => refusedCsv([...held.holding.files, ...held.holding.lists]),
    pack: () => packHolding({ ...held.holding, known: held.index.known }),
    restore(bytes) {
      held = hold(unpackHolding(bytes));
      return summaryNow(held);
    },
  };
}
