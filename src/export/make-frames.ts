import type { Aggregate, DimensionAggregate } from '../model/aggregate.ts';
import type { GroupBy, Query } from '../model/query.ts';
import { quietServers } from '../model/arcs.ts';
import { placedCells } from '../model/placing.ts';
import { isRate, rateGroups, rateSpecs } from '../model/rate.ts';
import type { Summary } from '../model/source.ts';
import type { TimeRange } from '../model/time.ts';
import type { Choices } from '../state/choices.ts';
import { playbackWindows } from '../state/playback-steps.ts';
import {
  callQuery,
  cellQuery,
  countriesQuery,
  inIPv4,
  rankingQuery,
  totalQuery,
} from '../state/queries.ts';
import { binLength, wholeBins } from '../state/time-bins.ts';
import type { Picture, RankingTable } from './picture.ts';
import type { Frames } from './writer.ts';

type Counting = Pick<Choices, 'measure' | 'time' | 'region' | 'where' | 'without' | 'prefixes'>;

/** What the frames of a film are made from. */
export interface FrameInput {
  /** Every frame is this picture, but for what its window changes. */
  picture: Picture;
  summary: Pick<Summary, 'time' | 'servers'>;
  choices: Counting & Pick<Choices, 'playback'>;
  /** Asks the source. */
  aggregate: <G extends GroupBy>(query: Query<G>) => Promise<Aggregate<G>>;
  /** The unit and a window in words: the subtitle of a frame. */
  windowWords: (window: TimeRange) => string;
  /** A ranking as the table shows it. */
  tableOf: (ranking: DimensionAggregate) => RankingTable;
}

/** The windows of the playback: over the chosen time, or over all of the data. Null where nothing is dated. */
function windowsOf({ summary, choices }: FrameInput): TimeRange[] | null {
  if (!summary.time) return null;
  const { first, last } = summary.time;
  const interval = binLength({ start: first, end: last });
  const bounds = choices.time ?? wholeBins(first, last, interval);
  // A window that fills the bounds would be a film of one picture.
  const bins = Math.max(1, Math.round((bounds.end - bounds.start) / interval));
  const length = Math.min(choices.playback.windowBins, Math.ceil(bins / 4)) * interval;
  return playbackWindows(bounds, length, interval);
}

/** The pictures of a playback, each counted when it is asked for; null where nothing is dated. */
export function makeFrames(input: FrameInput): Frames | null {
  const windows = windowsOf(input);
  if (!windows) return null;
  const { picture, aggregate, windowWords } = input;
  const { quantity } = picture.rating;
  const isOfIPv4 = picture.shaded !== null && isRate(quantity) && rateSpecs[quantity].isOfIPv4;
  return {
    count: windows.length,
    async picture(index) {
      const window = windows[index]!;
      const choices = { ...input.choices, time: window };
      const { ranking } = picture;
      const [cells, countries, rated, total, ranked, calls] = await Promise.all([
        picture.cells && aggregate(cellQuery(choices, picture.cells.level)),
        aggregate(countriesQuery(choices)),
        isOfIPv4 ? aggregate(inIPv4(countriesQuery(choices))) : null,
        aggregate(totalQuery(choices)),
        ranking && aggregate(rankingQuery(choices, ranking.dimension, ranking.rows.length)),
        picture.calls && aggregate(callQuery(choices, quietServers(input.summary.servers))),
      ]);
      const space = picture.shaded;
      const bases = new Map(space?.keys.map((key, n) => [key, space.base[n] ?? 0]));
      const baseOf = (key: string) => bases.get(key) ?? 0;
      return {
        ...picture,
        ...{ window, covers: window },
        subtitle: windowWords(window),
        cells: placedCells(cells, picture.placing),
        countries,
        calls,
        shaded: space && rateGroups(rated ?? countries, picture.rating, baseOf),
        total: total.value[picture.measure],
        ranking: ranked && input.tableOf(ranked),
      };
    },
  };
}
