import { serveCalls, type Port } from '../model/rpc.ts';
import { makeEngine } from './atlas-engine.ts';
import type { Crew } from './crew.ts';
import type { EngineProtocol } from './protocol.ts';
import { InputError } from '../model/input-error.ts';
import { holdLife } from './life.ts';
import { KeptStates } from './kept-states.ts';
import { openPrivateFolder } from './private-folder.ts';
import { makeTurns } from './turns.ts';

function buffersOf(answer: object): ArrayBuffer[] {
  return Object.values(answer).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}

async function openKept(): Promise<KeptStates | null> {
  const folder = await openPrivateFolder('telemetry');
  return folder && new KeptStates(folder, Date.now);
}

/**
 * Answers the engine's calls at a port: an engine of its own, empty at first.
 * @param crew reads and groups for it
 */
export function serveEngine(port: Port, crew?: Crew): void {
  const engine = makeEngine(crew);
  const turn = makeTurns();
  let opened: Promise<KeptStates | null> | null = null;
  const states = () => (opened ??= openKept());
  serveCalls<EngineProtocol>(port, {
    live: (name) => holdLife(name),
    load: (request, { progress, signal }) => engine.load(request, progress, signal),
    summary: () => engine.summary(),
    aggregate: async (query, { signal, transfer }) => {
      // The map is what the reader waits for: its cells go before the figures beside it.
      await turn(query.groupBy.by === 'cell' ? 0 : 1);
      signal.throwIfAborted();
      const answer = await engine.aggregate(query);
      transfer(buffersOf(answer));
      return answer;
    },
    refusedCsv: () => new Blob([engine.refusedCsv()], { type: 'text/csv' }),
    restore: async () => {
      const bytes = await (await states())?.read();
      return bytes ? engine.restore(bytes) : null;
    },
    keep: async () => {
      const kept = await states();
      if (!kept) {
        throw new InputError(
          'This browser gives the page no private files (a private window?).',
          'a browser with the origin-private file system.',
        );
      }
      return kept.write(engine.pack());
    },
    kept: async () => (await (await states())?.info()) ?? null,
    forget: async () => {
      await (await states())?.clear();
      return null;
    },
  });
}
