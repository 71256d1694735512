import { makeEngine } from '../../src/engine/atlas-engine.ts';

/** An engine that holds one file of telemetry, given as text, without any database; and what it says of it. */
export async function loadText(text: string) {
  const engine = makeEngine();
  const summary = await engine.load(
    {
      telemetry: [{ name: 'report.csv', blob: new Blob([text]) }],
      ...{ servers: [], databases: [], mode: 'replace', reconstruction: false },
    },
    () => undefined,
  );
  return { engine, summary };
}
