import type { Aggregate } from '../model/aggregate.ts';
import type {
  GroupBy,
  GroupByCall,
  GroupByCell,
  GroupByDimension,
  GroupByHour,
  GroupByTime,
  GroupByTotal,
  Query,
} from '../model/query.ts';
import { answerCalls } from './answer-calls.ts';
import { answerCells } from './answer-cells.ts';
import { answerDimension } from './answer-dimension.ts';
import { answerHours } from './answer-hours.ts';
import { answerTime } from './answer-time.ts';
import { answerTotal } from './answer-total.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

function answer(index: TelemetryIndex, query: Query, into: ArrayBuffer | null): Steps<Aggregate> {
  const { groupBy } = query;
  switch (groupBy.by) {
    case 'cell':
      return answerCells(index, query as Query<GroupByCell>, into);
    case 'time':
      return answerTime(index, query as Query<GroupByTime>);
    case 'dimension':
      return answerDimension(index, query as Query<GroupByDimension>);
    case 'hour':
      return answerHours(index, query as Query<GroupByHour>);
    case 'call':
      return answerCalls(index, query as Query<GroupByCall>);
    case 'total':
      return answerTotal(index, query as Query<GroupByTotal>);
  }
}

/**
 * Answers any query, in steps: by what a window gained and lost since the last one, or by a pass over hosts and hits. Others
 * may be answered between steps.
 * @param into see `answerCells`
 */
export function* answerQuery<G extends GroupBy>(
  index: TelemetryIndex,
  query: Query<G>,
  into: ArrayBuffer | null = null,
): Steps<Aggregate<G>> {
  const answered = yield* answer(index, query, into);
  index.trim();
  return answered as Aggregate<G>;
}
