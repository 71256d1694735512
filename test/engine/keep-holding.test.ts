import { describe, expect, it } from 'vitest';
import { telemetryText } from '../../scripts/telemetry-text.ts';
import { writeMmdb } from '../../scripts/mmdb-writer.ts';
import { makeEngine, type AtlasEngine } from '../../src/engine/atlas-engine.ts';
import { pack, unpack } from '../../src/engine/pack.ts';
import type { LoadRequest, Summary } from '../../src/model/source.ts';

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

describe('pack', () => {
  it('brings data back: arrays of every kind, maps, and arrays that are shared', () => {
    const shared = Float64Array.of(1.5, NaN, -0);
    const value = {
      words: 'Čárka "x"',
      list: [1, null, true],
      small: Uint8Array.of(1, 2, 3),
      codes: Uint16Array.of(65_535),
      part: Uint32Array.of(0, 1, 4_000_000_000, 9).subarray(1, 3),
      shared,
      again: { shared },
      map: new Map([[64_496, 'Example']]),
    };
    const back = unpack(joined(pack(value))) as typeof value;
    expect(back).toEqual({ ...value, part: Uint32Array.of(1, 4_000_000_000) });
    expect(back.again.shared).toBe(back.shared);
  });

  it('refuses other files', () => {
    expect(() => unpack(new TextEncoder().encode('timestamp,ip\n1,2.3.4.5\n'))).toThrow(
      /another version/,
    );
  });
});

const database = writeMmdb(
  { type: 'Test-City', ipVersion: 4, built: Date.UTC(2026, 0, 1), description: 'a test' },
  [
    {
      network: '64.0.0.0/2',
      record: {
        city: { names: { en: 'Ankara' } },
        country: { iso_code: 'TR' },
        location: { latitude: 39.9, longitude: 32.85, accuracy_radius: 20 },
      },
    },
    { network: '128.0.0.0/2', record: { country: { iso_code: 'BR' } } },
  ],
) as Uint8Array<ArrayBuffer>;

function request(text: string, mode: LoadRequest['mode'], databases = true): LoadRequest {
  return {
    telemetry: [{ name: 'log.csv', blob: new Blob([text]) }],
    servers: [],
    databases: databases ? [{ name: 'test.mmdb', blob: new Blob([database]) }] : [],
    mode,
    reconstruction: false,
  };
}

/** The summary without its memory: what was only just read is still partly held. */
function toldBy({ memory: _, ...told }: Summary) {
  return told;
}

async function answers(engine: AtlasEngine) {
  const filter = {};
  return {
    summary: toldBy(engine.summary()),
    total: await engine.aggregate({ filter, measure: 'machines', groupBy: { by: 'total' } }),
    cells: await engine.aggregate({ filter, measure: 'hosts', groupBy: { by: 'cell', level: 9 } }),
    families: await engine.aggregate({
      filter: { where: { country: ['TR'] } },
      measure: 'hosts',
      groupBy: { by: 'dimension', dimension: 'family', limit: 20 },
    }),
    refused: engine.refusedCsv(),
  };
}

describe('an engine that is restored', () => {
  const log = `${[...telemetryText(5000, 3)].join('')}not,a,row,\n`;

  it('answers as it did before, without reading anything', async () => {
    const engine = makeEngine();
    await engine.load(request(log, 'replace'), () => undefined);
    const restored = makeEngine();
    const summary = restored.restore(joined(engine.pack()));
    expect(toldBy(summary)).toEqual(toldBy(engine.summary()));
    expect(await answers(restored)).toEqual(await answers(engine));
  });

  it('takes more telemetry as it would have done before', async () => {
    const more = [...telemetryText(3000, 9)].join('');
    const engine = makeEngine();
    await engine.load(request(log, 'replace'), () => undefined);
    const restored = makeEngine();
    restored.restore(joined(engine.pack()));
    await engine.load(request(more, 'add', false), () => undefined);
    await restored.load(request(more, 'add', false), () => undefined);
    expect(await answers(restored)).toEqual(await answers(engine));
  });
});
