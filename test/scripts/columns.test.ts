import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../scripts/columns.ts';
import { writeMmdb } from '../../scripts/mmdb-writer.ts';
import { telemetryText } from '../../scripts/telemetry-text.ts';
import { makeEngine, type AtlasEngine } from '../../src/engine/atlas-engine.ts';
import type { InputFile, LoadRequest, Summary } from '../../src/model/source.ts';

function databaseOf(city: string, latitude: number): Uint8Array<ArrayBuffer> {
  const place = {
    city: { names: { en: city } },
    country: { iso_code: 'TR' },
    location: { latitude, longitude: 32.85, accuracy_radius: 20 },
  };
  return writeMmdb(
    { type: 'Test-City', ipVersion: 4, built: Date.UTC(2026, 0, 1), description: 'a test' },
    [
      { network: '64.0.0.0/2', record: place },
      { network: '128.0.0.0/2', record: { country: { iso_code: 'BR' } } },
    ],
  ) as Uint8Array<ArrayBuffer>;
}

function fileOf(name: string, content: string | Uint8Array<ArrayBuffer>): InputFile {
  return { name, blob: new Blob([content]) };
}

const request: LoadRequest = {
  telemetry: [fileOf('log.csv', `${[...telemetryText(5000, 3)].join('')}not,a,row,\n`)],
  servers: [fileOf('c2.csv', 'address,family,status\n64.1.2.3,Simda,seized\n')],
  databases: [fileOf('test.mmdb', databaseOf('Ankara', 39.9))],
  mode: 'replace',
  reconstruction: true,
};

/** All but its memory: texts of machines are left out of columns. */
function toldBy({ memory: _, ...told }: Summary) {
  return told;
}

async function answers(engine: AtlasEngine) {
  const machines = { filter: {}, measure: 'machines' } as const;
  return {
    summary: toldBy(engine.summary()),
    total: await engine.aggregate({ ...machines, groupBy: { by: 'total' } }),
    cells: await engine.aggregate({ ...machines, groupBy: { by: 'cell', level: 10 } }),
    days: await engine.aggregate({
      ...machines,
      groupBy: { by: 'time', interval: 86_400_000, counting: 'new' },
    }),
    families: await engine.aggregate({
      filter: { where: { country: ['TR'] } },
      measure: 'machines',
      groupBy: { by: 'dimension', dimension: 'family', limit: 20 },
    }),
    refused: engine.refusedCsv(),
  };
}

async function loaded(asked: LoadRequest): Promise<AtlasEngine> {
  const engine = makeEngine();
  await engine.load(asked, () => undefined);
  return engine;
}

const columns = columnsOf(request).then((bytes) => ({
  name: 'log.columns',
  blob: new Blob([new Uint8Array(bytes)]),
}));

describe('columns that were made beforehand', () => {
  it('answer as the files do', async () => {
    // The telemetry itself is not touched.
    const untouched: InputFile = { name: 'log.csv', blob: new Blob(['nothing of use']) };
    const ready = { ...request, telemetry: [untouched], columns: await columns };
    expect(await answers(await loaded(ready))).toEqual(await answers(await loaded(request)));
  });

  it('are located anew by a database that is added', async () => {
    const other: LoadRequest = {
      telemetry: [],
      servers: [],
      databases: [fileOf('other.mmdb', databaseOf('Izmir', 38.4))],
      mode: 'add',
      reconstruction: true,
    };
    const ready = await loaded({ ...request, columns: await columns });
    const read = await loaded(request);
    for (const engine of [ready, read]) await engine.load(other, () => undefined);
    expect(await answers(ready)).toEqual(await answers(read));
  });

  it('give way to the files where they are of another version', async () => {
    const stale = fileOf('log.columns', 'AtlasPack0');
    const engine = await loaded({ ...request, columns: stale });
    expect(await answers(engine)).toEqual(await answers(await loaded(request)));
  });
});
