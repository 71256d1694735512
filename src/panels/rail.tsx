import './rail.css';
import type { Dimension } from '../model/query.ts';
import { useSource } from '../state/source-context.ts';
import { FilterChips } from './filter-chips.tsx';
import { Ledger } from './ledger.tsx';
import { Rankings } from './rankings.tsx';
import { Totals } from './totals.tsx';

/** The figures beside the map: the large one, the filters, the rankings and, always in sight, the ledger. */
export function Rail(props: {
  onSaveRanking: (dimension: Dimension) => void;
  onRefused: () => void;
  onDatabases: () => void;
  onPiles: () => void;
  onServers: () => void;
  /** Looks inside the selection. */
  onInspect: () => void;
  /** Shows how the files were read; null where there is nothing to show. */
  onHowRead: (() => void) | null;
}) {
  const { summary } = useSource();
  return (
    <div className="rail">
      <Totals onInspect={props.onInspect} />
      <FilterChips />
      <Rankings onSave={props.onSaveRanking} />
      {summary && (
        <Ledger
          summary={summary}
          onRefused={props.onRefused}
          onDatabases={props.onDatabases}
          onPiles={props.onPiles}
          onServers={props.onServers}
          onHowRead={props.onHowRead}
        />
      )}
    </div>
  );
}
