import type { Aggregate } from '../model/aggregate.ts';
import type {
  GroupBy,
  GroupByCell,
  GroupByDimension,
  GroupByTime,
  GroupByTotal,
  Query,
} from '../model/query.ts';
import { answerCells } from './answer-cells.ts';
import { answerDimension } from './answer-dimension.ts';
import { answerTime } from './answer-time.ts';
import { answerTotal } from './answer-total.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

/** Answers any query by passes over hosts and hits. */
export function answerQuery<G extends GroupBy>(
  index: TelemetryIndex,
  query: Query<G>,
): Aggregate<G> {
  const { groupBy } = query;
  switch (groupBy.by) {
    case 'cell':
      return answerCells(index, query as Query<GroupByCell>) as Aggregate<G>;
    case 'time':
      return answerTime(index, query as Query<GroupByTime>) as Aggregate<G>;
    case 'dimension':
      return answerDimension(index, query as Query<GroupByDimension>) as Aggregate<G>;
    case 'total':
      return answerTotal(index, query as Query<GroupByTotal>) as Aggregate<G>;
  }
}
