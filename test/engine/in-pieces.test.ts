import { afterEach, expect, it, vi } from 'vitest';
import { makeRandom, telemetryText } from '../../scripts/telemetry-text.ts';
import { makeEngine } from '../../src/engine/atlas-engine.ts';
import {
  PLACE_LEVEL,
  type Filter,
  type GroupBy,
  type Measure,
  type Query,
} from '../../src/model/query.ts';
import { nextTask } from '../../src/model/next-task.ts';
import { DAY } from '../../src/model/time.ts';
import { madePlaces } from '../bench/page/made-places.ts';

const start = Date.UTC(2026, 0, 1);
const windowAt = (day: number) => ({ start: start + day * DAY, end: start + (day + 20) * DAY });

const region = { kind: 'box', west: -60, east: 60, south: -10, north: 55 } as const;
const clauses: Filter[] = [
  {},
  { where: { family: ['simda', 'zeus'] } },
  { addressFamily: 4 },
  { region },
  { region, where: { family: ['simda', 'zeus'] } },
];
/** Small moves, which are followed, and far ones. */
const times = [null, windowAt(5), windowAt(6), windowAt(7), windowAt(60)];
const measures: Measure[] = ['hits', 'hosts', 'machines', 'prefixes', 'meanDailyHosts'];
const groupings: GroupBy[] = [
  { by: 'cell', level: 9 },
  { by: 'cell', level: PLACE_LEVEL },
  { by: 'total' },
  { by: 'dimension', dimension: 'country', limit: 20 },
  { by: 'dimension', dimension: 'family', limit: 20 },
  { by: 'dimension', dimension: 'network', limit: 20 },
  { by: 'dimension', dimension: 'kind', limit: 20 },
  { by: 'time', interval: DAY, counting: 'new' },
  { by: 'time', interval: DAY, counting: 'active' },
  { by: 'hour' },
];

const loaded = async (rows: number) => {
  const engine = makeEngine();
  const file = { name: 'made.csv', blob: new Blob([...telemetryText(rows, 5)]) };
  const what = { telemetry: [file], servers: [], databases: [madePlaces(1000)] };
  await engine.load({ ...what, mode: 'replace', reconstruction: false }, () => undefined);
  return engine;
};

function makeQuestions(count: number): Query[] {
  const random = makeRandom(11);
  const one = <T>(of: readonly T[]) => of[random() % of.length]!;
  return Array.from({ length: count }, () => {
    const time = one(times);
    const filter = { ...one(clauses), ...(time && { time }) };
    return { filter, measure: one(measures), groupBy: one(groupings) };
  });
}

afterEach(() => vi.restoreAllMocks());

it('answers the same in pieces, whatever is asked between two of them', async () => {
  const [whole, inPieces] = [await loaded(120_000), await loaded(120_000)];
  const questions = makeQuestions(250);
  const expected: unknown[] = [];
  for (const question of questions) expected.push(await whole.aggregate(question));
  for (const _ of inPieces.prepareQueries([
    { filter: {}, measure: 'hosts', groupBy: { by: 'cell', level: 9 } },
  ]));
  // Every step takes a second: each is a piece of its own.
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  const random = makeRandom(12);
  const resting: (() => void)[] = [];
  let pieces = 0;
  let open = 0;
  const told: unknown[] = [];
  for (let next = 0; next < questions.length || open > 0;) {
    if (next < questions.length && (open === 0 || (open < 5 && random() % 3 === 0))) {
      const at = next++;
      open++;
      const rest = () => new Promise<void>((go) => resting.push(go));
      void inPieces.aggregate(questions[at]!, rest).then((answer) => {
        told[at] = structuredClone(answer);
        open--;
      });
    }
    if (resting.length > 0) {
      pieces++;
      resting.splice(random() % resting.length, 1)[0]!();
    }
    await nextTask();
  }
  questions.forEach((question, at) =>
    expect(told[at], JSON.stringify(question)).toEqual(expected[at]),
  );
  expect(pieces).toBeGreaterThan(3 * questions.length);
}, 60_000);

it('gives an answer up where whoever waits for it does, and answers what is asked next', async () => {
  const [whole, engine] = [await loaded(20_000), await loaded(20_000)];
  for (const _ of engine.prepareQueries());
  const gone = new Error('gone');
  const totalAt = (day: number) => ({
    ...{ filter: { time: windowAt(day) }, measure: 'machines' as const },
    groupBy: { by: 'total' } as const,
  });
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  let given = 0;
  for (let pieces = 1; pieces <= 40; pieces++) {
    let left = pieces;
    const rest = () => (--left > 0 ? Promise.resolve() : Promise.reject(gone));
    const day = 5 + (pieces % 7);
    await engine.aggregate(totalAt(day), rest).catch((error: unknown) => {
      expect(error).toBe(gone);
      given++;
    });
    for (const asked of [day + (pieces % 2), day])
      expect(await engine.aggregate(totalAt(asked))).toEqual(await whole.aggregate(totalAt(asked)));
  }
  expect(given).toBeGreaterThan(10);
}, 60_000);
