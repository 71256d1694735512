import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { telemetryText } from '../../scripts/telemetry-text.ts';
import { makeEngine, type AtlasEngine } from '../../src/engine/atlas-engine.ts';
import { dimensions, measures, type Filter, type GroupBy } from '../../src/model/query.ts';
import { DAY, type TimeRange } from '../../src/model/time.ts';
import { makeHits, madeStart, type MadeHit } from './made-up-telemetry.ts';
import { loadedEngine } from './loaded-engine.ts';
import { madePlaces } from '../bench/page/made-places.ts';
import { plain, ReferenceSource } from './reference-answer.ts';

const HOUR = DAY / 24;

/** The engine's state as one file: to begin cold again without reading. */
function packed(engine: AtlasEngine): Uint8Array<ArrayBuffer> {
  const parts = engine.pack();
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const groupings: GroupBy[] = [
  { by: 'cell', level: 3 },
  { by: 'cell', level: 20 },
  { by: 'time', interval: DAY, counting: 'active' },
  { by: 'time', interval: 7 * DAY, counting: 'new' },
  ...dimensions.map((dimension) => ({ by: 'dimension', dimension, limit: 20 }) as const),
  { by: 'call', limit: 20, without: [] },
  { by: 'total' },
];

const filters: Filter[] = [
  {},
  { where: { country: ['GB', 'US'] } },
  { where: { network: ['AS64497', ''] } },
  { where: { family: ['mirai', ''] } },
  { where: { port: ['443'], country: ['GB', 'FR', ''] } },
  { region: { kind: 'box', west: -11.5, south: 35, east: 32, north: 72 } },
  { region: { kind: 'circle', longitude: 178, latitude: -16, radiusKm: 3000 } },
  { region: { kind: 'circle', longitude: -0.1, latitude: 51.5, radiusKm: 400 } },
  {
    region: {
      kind: 'polygon',
      ring: [
        [160, -50],
        [192, -45],
        [190, -5],
        [165, 0],
      ],
    },
  },
  {
    prefixes: ['11.1.0.0/24', '2400:2::/31', '11.4.0.0/15'],
    where: { country: ['GB', 'NZ', 'FR'] },
  },
  { precision: 'country' },
  { where: { kind: ['vpn', ''], connection: ['Cable/DSL', 'Cellular'] } },
];

/** A hand's movement of the brush, by a number of hours: of both ends, of one, to somewhere else, or away. */
type Move = { kind: 'slide' | 'start' | 'end' | 'jump' | 'off'; hours: number };

function moved(time: TimeRange | null, { kind, hours }: Move): TimeRange | null {
  const by = Math.round(hours * 3600) * 1000;
  if (kind === 'off') return null;
  if (kind === 'jump' || time === null) {
    const start = madeStart + 11 * DAY + by;
    return { start, end: start + 5 * DAY };
  }
  const start = kind === 'end' ? time.start : time.start + by;
  const end = kind === 'start' ? time.end : time.end + by;
  return { start, end: Math.max(end, start) };
}

/** Whether a window holds some of the made-up time; bins are defined only there. */
function isOfData({ start, end }: TimeRange): boolean {
  return start < end && end > madeStart + DAY && start < madeStart + 22 * DAY;
}

const someMove = fc.record<Move>({
  kind: fc.constantFrom('slide', 'slide', 'start', 'end', 'jump', 'off'),
  hours: fc.oneof(
    fc.double({ min: -30, max: 30, noNaN: true }),
    fc.constantFrom(-24, -240, 24, 400),
  ),
});
const someStep = fc.record({
  move: someMove,
  filter: fc.constantFrom(...filters),
  questions: fc.array(
    fc.record({ measure: fc.constantFrom(...measures), groupBy: fc.constantFrom(...groupings) }),
    { minLength: 1, maxLength: 4 },
  ),
});

/** Every hit twice, the second time of another family and machine. */
function doubled(hits: readonly MadeHit[]): MadeHit[] {
  return hits.flatMap((hit) => [
    hit,
    { ...hit, family: hit.family === 'mirai' ? 'simda' : 'mirai', machine: `m-${hit.machine}` },
  ]);
}

/** Hits of one kind of machine id each: few hosts a machine; many machines a host; ids that stand at many hosts. */
const machineOf: Record<string, (hit: MadeHit, index: number) => string> = {
  'that stay at a host': ({ host }) => `m-${host.address}`,
  'that move within a prefix': ({ host }) => `m-${host.prefix}`,
  'of which one is everywhere': ({ host }) => (host.address < '2' ? 'm-0' : `m-${host.prefix}`),
  'that change with every hit': (_, index) => `m-${index % 700}`,
};

describe('a brush that moves', () => {
  for (const [words, machine] of Object.entries(machineOf)) {
    it(`answers as plain counting does, with machines ${words}`, { timeout: 120_000 }, async () => {
      const hits = makeHits(21, 1500).map((hit, i) => ({ ...hit, machine: machine(hit, i) }));
      const reference = new ReferenceSource(hits);
      const engine = await loadedEngine(hits);
      const cold = packed(engine);
      await fc.assert(
        fc.asyncProperty(fc.array(someStep, { minLength: 4, maxLength: 14 }), async (steps) => {
          engine.restore(cold);
          let time: TimeRange | null = null;
          // A part of what can be worked out ahead is, between any two questions.
          const ahead = engine.prepareQueries();
          for (const { move, filter, questions } of steps) {
            time = moved(time, move);
            if (move.hours > 0) ahead.next();
            for (const { measure, groupBy } of questions) {
              if (groupBy.by === 'time' && time && !isOfData(time)) continue;
              const query = { filter: time ? { ...filter, time } : filter, measure, groupBy };
              const told = plain(await engine.aggregate(query));
              expect(told, JSON.stringify(query)).toEqual(plain(reference.answer(query)));
            }
          }
        }),
        { seed: 20260301, numRuns: 25 },
      );
    });
  }

  it.each([1, 2, 5])(
    'answers as plain counting does for %i hosts of many days, with all worked out ahead',
    { timeout: 120_000 },
    async (count) => {
      const made = makeHits(23, 4000);
      const addresses = [...new Set(made.map(({ host }) => host.address))].slice(0, count);
      const hits = made.filter(({ host }) => addresses.includes(host.address));
      const reference = new ReferenceSource(hits);
      const engine = await loadedEngine(hits);
      for (const _ of engine.prepareQueries());
      for (const hours of [0, 24, 30, 300, -20, -18, 6, 54]) {
        const start = madeStart + 3 * DAY + hours * HOUR;
        const time = { start, end: start + 9 * DAY };
        for (const measure of measures) {
          for (const groupBy of groupings) {
            if (groupBy.by === 'time' && !isOfData(time)) continue;
            const query = { filter: { time }, measure, groupBy };
            const told = plain(await engine.aggregate(query));
            expect(told, JSON.stringify(query)).toEqual(plain(reference.answer(query)));
          }
        }
      }
    },
  );

  it.each([
    ['of hits of their own', (hits: MadeHit[]) => hits],
    ['of hits that share host and second', doubled],
  ])('keeps up every view %s with small steps, there and back', async (_, change) => {
    const made = makeHits(22, 700).map((hit) => ({ ...hit, machine: `m-${hit.host.prefix}` }));
    const hits = change(made);
    const reference = new ReferenceSource(hits);
    const engine = await loadedEngine(hits);
    for (const hours of [0, 2, 4, 6, 30, 31, 25, 4, 0, -3]) {
      const start = madeStart + 6 * DAY + hours * HOUR;
      const time = { start, end: start + 8 * DAY };
      for (const measure of measures) {
        for (const groupBy of groupings) {
          for (const filter of [{ time }, { time, where: { family: ['mirai'] } }]) {
            const query = { filter, measure, groupBy };
            const told = plain(await engine.aggregate(query));
            expect(told, JSON.stringify(query)).toEqual(plain(reference.answer(query)));
          }
        }
      }
    }
  });

  it('counts a step of many hits as it counts its window alone', async () => {
    const file = { name: 'made.csv', blob: new Blob([...telemetryText(400_000, 5)]) };
    const telemetry = { telemetry: [file], servers: [], databases: [madePlaces(1000)] };
    const load = async () => {
      const engine = makeEngine();
      const how = { mode: 'replace', reconstruction: false } as const;
      await engine.load({ ...telemetry, ...how }, () => undefined);
      return engine;
    };
    const [moving, still] = [await load(), await load()];
    const { first } = moving.summary().time!;
    for (const days of [0, 4.2, 8, 3.9, 4]) {
      const start = first + (10 + days) * DAY;
      const ask = (engine: AtlasEngine, time: TimeRange) =>
        engine.aggregate({ filter: { time }, measure: 'hosts', groupBy: { by: 'cell', level: 9 } });
      const time = { start, end: start + 20 * DAY };
      // As far from the one before as nothing follows.
      await ask(still, { start: first, end: first + 60 * DAY });
      expect(await ask(moving, time)).toEqual(await ask(still, time));
    }
  });
});
