import { describe, expect, it } from 'vitest';
import { makeFrames } from '../../src/export/make-frames.ts';
import type { GroupBy, Query } from '../../src/model/query.ts';
import { DAY, type TimeRange } from '../../src/model/time.ts';
import { initialChoices } from '../../src/state/choices.ts';
import { playbackWindows } from '../../src/state/playback-steps.ts';
import { rankingTable } from '../../src/picture-parts.ts';
import { madeCountries, madePicture } from './made-picture.ts';

const day = (n: number) => n * DAY;

describe('the windows of a playback', () => {
  it('begin with the data and move by a step until its end', () => {
    expect(playbackWindows({ start: 0, end: day(5) }, day(3), DAY)).toEqual([
      { start: 0, end: day(3) },
      { start: day(1), end: day(4) },
      { start: day(2), end: day(5) },
    ]);
  });
});

describe('the frames of a film', () => {
  const asked: Query[] = [];
  const answers = {
    cell: madePicture().cells,
    dimension: madeCountries,
    total: { by: 'total', value: { hosts: 42 } },
    time: null,
    call: null,
    hour: null,
  };
  const make = (time: TimeRange | null, summary: { first: number; last: number } | null) =>
    makeFrames({
      picture: madePicture(),
      summary: { time: summary, servers: [] },
      choices: { ...initialChoices, measure: 'hosts', time },
      aggregate: <G extends GroupBy>(query: Query<G>) => {
        asked.push(query);
        return Promise.resolve(answers[query.groupBy.by] as never);
      },

      windowWords: ({ start }) => `from day ${start / DAY}`,
      tableOf: (ranking) => rankingTable(ranking, initialChoices, 'en'),
    });

  it('are counted each in its own window', async () => {
    const frames = make(null, { first: 0, last: day(99) })!;
    expect(frames.count).toBe(94);
    const picture = await frames.picture(10);
    expect(picture).toMatchObject({
      title: 'A made-up botnet',
      subtitle: 'from day 10',
      total: 42,
      window: { start: day(10), end: day(17) },
    });
    expect(asked.map(({ filter }) => filter.time)).toEqual(
      asked.map(() => ({ start: day(10), end: day(17) })),
    );
  });

  it('stay in the time that is chosen, and move where it is short', () => {
    const chosen = make({ start: day(10), end: day(18) }, { first: 0, last: day(99) })!;
    expect(chosen.count).toBe(7);
  });

  it('are not there where nothing is dated', () => {
    expect(make(null, null)).toBeNull();
  });
});
