import type { CellAggregate } from '../model/aggregate.ts';
import { makeGivenBack } from '../model/given-back.ts';
import { abortError, makeCaller, type Caller, type Port } from '../model/rpc.ts';
import type { FieldOptions, FieldView } from './density-field.ts';
import type { ContouredField, FieldProtocol } from './field-service.ts';
import { buffersOfLent, lendCells, type LentMemory } from './lend-cells.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { HexagonGrid } from './hexagon-grid.ts';
import type { Spread } from './spread.ts';
import type { HexagonBox } from './hexagons.ts';

/** Computes density fields off the main thread. */
export interface DensityClient {
  /**
   * The field of cells in a view: see `densityField`. The latest request of a caller wins: while a field is being made,
   * only the newest further request with the same signal (or with none) waits, and older ones that wait reject with an
   * AbortError. A field that is aborted is not finished: the worker ends it at its next step. An aggregate is sent to
   * the worker once, however many views of it are asked for in a row: it must not be changed afterwards.
   */
  field(
    cells: CellAggregate,
    view: FieldView,
    options: FieldOptions,
    signal?: AbortSignal,
  ): Promise<Float32Array>;
  /** How the values of such a field are spread; waits and is aborted as a field is. */
  spread(
    cells: CellAggregate,
    view: FieldView,
    options: FieldOptions,
    signal?: AbortSignal,
  ): Promise<Spread>;
  /** Such a field with its lines of equal value; waits and is aborted as a field is. */
  contours(
    cells: CellAggregate,
    view: FieldView,
    options: FieldOptions,
    at: readonly number[],
    signal?: AbortSignal,
  ): Promise<ContouredField>;
  /** The H3 hexagons of cells in a box (null: the world); waits and is aborted as a field is. */
  hexagons(
    cells: CellAggregate,
    resolution: number,
    box: HexagonBox | null,
    signal?: AbortSignal,
  ): Promise<HexagonGrid>;
  /** How the values of the world's hexagons are spread. */
  hexagonSpread(
    cells: CellAggregate,
    resolution: number,
    unit: HexagonUnit,
    signal?: AbortSignal,
  ): Promise<Spread>;
  /** Takes back a field that nobody reads any more: its memory is used again. */
  giveBack(field: Float32Array): void;
  /** Ends the worker. What is open, and every later request, rejects. */
  close(): void;
}

/** The part of a Worker that the client needs. */
export interface FieldWorker extends Port {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  terminate(): void;
}

type Name = keyof FieldProtocol;
type Answer<N extends Name> = FieldProtocol[N]['response'];

/** What is asked of the worker. */
interface Wanted<N extends Name = Name> {
  name: N;
  cells: CellAggregate;
  rest: Omit<FieldProtocol[N]['request'], 'cells' | 'into'>;
}

/** A worker that is started anew after it was lost. */
interface LastingWorker {
  ask(wanted: Wanted, signal: AbortSignal | undefined): Promise<Answer<Name>>;
  giveBack(field: Float32Array): void;
  close(error: Error): void;
}

function spawnWorker(): FieldWorker {
  return new Worker(new URL('./density-worker.ts', import.meta.url), { type: 'module' });
}

/** Fields whose memory is kept: while one is drawn and one is made, one waits. */
const SPARE_FIELDS = 2;

function keepWorker(spawn: () => FieldWorker): LastingWorker {
  interface Line {
    worker: FieldWorker;
    caller: Caller<FieldProtocol>;
    sent: CellAggregate | null;
    /** Of cells that the worker is done with. */
    spare: LentMemory;
  }
  let line: Line | null = connect();
  const fields = makeGivenBack(SPARE_FIELDS);

  function connect(): Line {
    const worker = spawn();
    const caller = makeCaller<FieldProtocol>(worker, ({ message }) => new Error(message));
    const spare = { places: null, value: null };
    const made: Line = { worker, caller, sent: null, spare };
    worker.addEventListener('error', ({ message }) => {
      if (line === made) line = null;
      worker.terminate();
      caller.fail(new Error(`The density worker was lost: ${message || 'no reason was given'}.`));
    });
    return made;
  }

  return {
    async ask({ name, cells, rest }, signal) {
      const current = (line ??= connect());
      const { sent, spare } = current;
      // An answer's own memory stays with the page: what is handed over is a copy, in memory that came back.
      const lending = sent === cells ? null : lendCells(cells, sent, spare);
      if (lending?.memory.places) spare.places = null;
      if (lending) spare.value = null;
      current.sent = cells;
      const lent = lending ? buffersOfLent(lending.memory) : [];
      const into = name === 'field' || name === 'contours' ? fields.take() : null;
      const message = { ...rest, cells: lending?.lent ?? null, into };
      try {
        return await current.caller.call(name, message as FieldProtocol[Name]['request'], {
          ...{ signal, transfer: into ? [...lent, into] : lent },
          onProgress: ({ places, value }) => {
            spare.places ??= places;
            spare.value ??= value;
          },
        });
      } catch (error) {
        current.sent = null;
        throw error;
      }
    },
    giveBack: (field) => fields.keep(field),
    close(error) {
      line?.caller.fail(error);
      line?.worker.terminate();
      line = null;
    },
  };
}

interface Request extends Wanted {
  signal: AbortSignal | undefined;
  resolve: (answer: Answer<Name>) => void;
  reject: (error: unknown) => void;
}

/** Starts a density worker. One that is lost rejects what is open, and the next request starts another. */
export function makeDensityClient(spawn: () => FieldWorker = spawnWorker): DensityClient {
  const worker = keepWorker(spawn);
  let running = false;
  let closed = false;
  let waiting: Request[] = [];

  async function run(): Promise<void> {
    running = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await worker.ask(next, next.signal).then(next.resolve, next.reject);
    }
    running = false;
  }

  function drop(dropped: (request: Request) => boolean, error: Error): void {
    for (const request of waiting.filter(dropped)) request.reject(error);
    waiting = waiting.filter((request) => !dropped(request));
  }

  function ask<N extends Name>(wanted: Wanted<N>, signal?: AbortSignal): Promise<Answer<N>> {
    return new Promise<Answer<Name>>((resolve, reject) => {
      if (closed) throw closedError();
      if (signal?.aborted) throw abortError();
      drop((request) => request.signal === signal, abortError());
      const request: Request = { ...wanted, signal, resolve, reject };
      const drops = () => drop((other) => other === request, abortError());
      signal?.addEventListener('abort', drops, { once: true });
      waiting.push(request);
      if (!running) void run();
    });
  }

  return {
    field: (cells, view, options, signal) =>
      ask({ name: 'field', cells, rest: { view, options } }, signal),
    spread: (cells, view, options, signal) =>
      ask({ name: 'spread', cells, rest: { view, options } }, signal),
    contours: (cells, view, options, at, signal) =>
      ask({ name: 'contours', cells, rest: { view, options, at } }, signal),
    hexagons: (cells, resolution, box, signal) =>
      ask({ name: 'hexagons', cells, rest: { resolution, box } }, signal),
    hexagonSpread: (cells, resolution, unit, signal) =>
      ask({ name: 'hexagonSpread', cells, rest: { resolution, box: null, unit } }, signal),
    giveBack: (field) => worker.giveBack(field),
    close() {
      closed = true;
      drop(() => true, closedError());
      worker.close(closedError());
    },
  };
}

function closedError(): Error {
  return new Error('The density client was closed.');
}
