import { serveCalls, type Handlers, type Port } from '../model/rpc.ts';
import { makeEngine, type AtlasEngine } from './atlas-engine.ts';
import type { Crew } from './crew.ts';
import type { EngineProtocol } from './protocol.ts';
import type { Aggregate } from '../model/aggregate.ts';
import type { GroupByCell, Query } from '../model/query.ts';
import { InputError } from '../model/input-error.ts';
import { holdLife } from './life.ts';
import type { KeptInfo } from '../model/source.ts';
import { makeFilePlan } from '../telemetry/kind-of-file.ts';
import { KeptStates } from './kept-states.ts';
import { ownDatabases } from './own-databases.ts';
import { openPrivateFolder } from './private-folder.ts';
import { sendAnswer } from './shared-columns.ts';
import { makeAhead, makePause, makeTurns, urgencies, type Turn } from './turns.ts';

function buffersOf(answer: object): ArrayBuffer[] {
  return Object.values(answer).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}

async function openKept(): Promise<KeptStates | null> {
  const folder = await openPrivateFolder('telemetry');
  return folder && new KeptStates(folder, Date.now);
}

/** Databases are flattened for the next visit once the page has had this long to ask for what a load brought. */
const KEEP_DATABASES_AFTER = 3000;

/** Nothing is worked out ahead before so long after the latest cells: pictures of a playback follow each other faster. */
const REST_MS = 100;

const rest = () => new Promise<void>((rested) => setTimeout(rested, REST_MS));

/** What is kept: telemetry, or databases, or both. */
async function keptInfo(states: KeptStates | null): Promise<KeptInfo | null> {
  const telemetry = (await states?.info()) ?? null;
  const databaseBytes = await ownDatabases.bytes();
  if (!telemetry && databaseBytes === 0) return null;
  return { bytes: 0, kept: 0, ...telemetry, databaseBytes };
}

function noPrivateFiles(): InputError {
  return new InputError(
    'This browser gives the page no private files (a private window?).',
    'a browser with the origin-private file system.',
  );
}

const planOf: Handlers<EngineProtocol>['plan'] = ({ blob, name, choices }, { signal, progress }) =>
  makeFilePlan(blob, name, choices, {
    signal,
    progress: (bytesDone, members) =>
      progress({ file: name, bytesDone, bytesTotal: blob.size, members }),
  });

/** The map is what the reader waits for: what it is drawn from goes before the figures beside it. */
function urgencyOf({ groupBy }: Query) {
  if (groupBy.by === 'cell' || groupBy.by === 'call') return urgencies.map;
  const isCountries = groupBy.by === 'dimension' && groupBy.dimension === 'country';
  return isCountries ? urgencies.countries : urgencies.figures;
}

/**
 * Answers queries in turns. What the map is drawn from is answered at once, all else in pieces of some milliseconds, so that
 * the map never waits for figures.
 */
function makeAnswer(
  engine: AtlasEngine,
  turn: Turn,
  afterCells: (cells: Query<GroupByCell>) => void,
) {
  return async (
    query: Query,
    signal: AbortSignal,
    into: ArrayBuffer | null,
  ): Promise<Aggregate> => {
    const urgency = urgencyOf(query);
    const wait = async (goesOn: boolean) => {
      await turn(urgency, goesOn);
      signal.throwIfAborted();
    };
    await wait(false);
    if (urgency !== urgencies.map) return engine.aggregate(query, () => wait(true));
    const answer = await engine.aggregate(query, undefined, into);
    // Begins once this and what waits is answered.
    if (query.groupBy.by === 'cell') afterCells(query as Query<GroupByCell>);
    return answer;
  };
}

/** What is done once cells are answered. */
function makeAfterCells(engine: AtlasEngine, aheadTurn: () => Promise<void>) {
  const ahead = makeAhead(aheadTurn, rest);
  // The map asks for cells of what is filtered, and for those of everything, by which colours are fitted.
  let latest: readonly Query<GroupByCell>[] = [];
  return (cells: Query<GroupByCell>) => {
    latest = [cells, ...latest.slice(0, 1)];
    void ahead(engine.prepareQueries(latest));
  };
}

/**
 * Answers the engine's calls at a port: an engine of its own, empty at first.
 * @param crew reads and groups for it
 */
export function serveEngine(port: Port, crew?: Crew): void {
  const engine = makeEngine(crew);
  const turn = makeTurns();
  const pause = makePause();
  const aheadTurn = () => pause.over().then(() => turn(urgencies.ahead));
  const ahead = makeAhead(aheadTurn);
  const answer = makeAnswer(engine, turn, makeAfterCells(engine, aheadTurn));
  let opened: Promise<KeptStates | null> | null = null;
  const states = () => (opened ??= openKept());
  serveCalls<EngineProtocol>(port, {
    live: (name) => holdLife(name),
    pause: () => pause.call(),
    load: async (request, { progress, signal }) => {
      const summary = await engine.load(request, progress, signal);
      setTimeout(() => void ownDatabases.keepOpened(), KEEP_DATABASES_AFTER);
      return summary;
    },
    plan: planOf,
    summary: () => engine.summary(),
    aggregate: async ({ query, held, into }, { signal, transfer }) => {
      const answered = sendAnswer(await answer(query, signal, into), held);
      transfer(buffersOf(answered.aggregate));
      return answered;
    },
    piles: (_, { signal, progress }) => engine.piles(signal, progress),
    addresses: ({ dimension, keys }, { signal, progress }) =>
      engine.addresses(dimension, keys, signal, progress),
    search: async ({ text, language, limit }, { signal }) => {
      await turn(urgencies.figures);
      signal.throwIfAborted();
      return engine.search(text, language, limit, signal);
    },
    inspect: async (question, { signal, progress }) => {
      const basesOf = await engine.basesOf(question, signal, progress);
      await turn(urgencies.figures);
      signal.throwIfAborted();
      // Begins once this is answered.
      void ahead(engine.prepare(question));
      return engine.inspect(question, basesOf);
    },
    refusedCsv: () => new Blob([engine.refusedCsv()], { type: 'text/csv' }),
    restore: async () => {
      const bytes = await (await states())?.read();
      return bytes ? engine.restore(bytes) : null;
    },
    keep: async () => {
      const kept = await states();
      if (!kept) throw noPrivateFiles();
      const seal = await kept.write(engine.pack());
      return { ...seal, databaseBytes: await ownDatabases.bytes() };
    },
    kept: async () => keptInfo(await states()),
    forget: async (what) => {
      await (await states())?.clear();
      if (what === 'everything') await ownDatabases.forget();
      return null;
    },
  });
}
