import { makeEngine, type AtlasEngine } from '../../src/engine/atlas-engine.ts';
import type { InputFile } from '../../src/model/source.ts';
import { filesOf, madeDatabases, type MadeHit } from './made-up-telemetry.ts';

/** An engine that has read and located made-up hits. */
export function loadedEngine(hits: readonly MadeHit[]): Promise<AtlasEngine> {
  return engineOf(filesOf(hits));
}

/** An engine that has read files, and located their hosts by the made-up databases. */
export async function engineOf(telemetry: InputFile[]): Promise<AtlasEngine> {
  const engine = makeEngine();
  await engine.load(
    {
      telemetry,
      servers: [],
      databases: madeDatabases(),
      mode: 'replace',
      reconstruction: false,
    },
    () => undefined,
  );
  return engine;
}
