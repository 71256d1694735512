import { makeEngine, type AtlasEngine } from '../../src/engine/atlas-engine.ts';
import { filesOf, madeDatabases, type MadeHit } from './made-up-telemetry.ts';

/** An engine that has read and located made-up hits. */
export async function loadedEngine(hits: readonly MadeHit[]): Promise<AtlasEngine> {
  const engine = makeEngine();
  await engine.load(
    {
      telemetry: filesOf(hits),
      servers: [],
      databases: madeDatabases(),
      mode: 'replace',
      reconstruction: false,
    },
    () => undefined,
  );
  return engine;
}
