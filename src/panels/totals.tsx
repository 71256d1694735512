import './totals.css';
import type { TotalAggregate } from '../model/aggregate.ts';
import { measureWords, unitFor } from '../model/measure.ts';
import { measures, type Measure } from '../model/query.ts';
import { totalQuery } from '../state/queries.ts';
import { useSource } from '../state/source-context.ts';
import { useCounted } from '../state/store.ts';
import { useInTurn } from '../state/use-after-paint.ts';
import { useAggregate } from '../state/use-aggregate.ts';
import { formatCount } from './format-number.ts';

/** Other measures that say something beside the one in front: the companions of the large figure. */
export function companions(
  total: TotalAggregate,
  measure: Measure,
  supported: readonly Measure[],
  language?: string,
): string[] {
  const lines: string[] = [];
  const { value } = total;
  const say = (name: Measure) =>
    `${formatCount(value[name], language)} ${unitFor(name, value[name])}`;
  for (const other of measures) {
    if (other === measure || !supported.includes(other) || other === 'hits') continue;
    if (other === 'hosts' && measure === 'machines' && value.machines > 0) {
      const ratio = formatCount(Math.round((10 * value.hosts) / value.machines) / 10, language);
      lines.push(`${say('hosts')}, ${ratio} for each machine`);
    } else if (other === 'machines' || other === 'hosts') {
      lines.push(say(other));
    }
  }
  const countries = total.countries === 1 ? 'country' : 'countries';
  lines.push(`${formatCount(total.countries, language)} ${countries}`);
  return lines;
}

/** The one large figure, its unit, and what stands beside it. */
export function Totals({ onInspect }: { onInspect: () => void }) {
  const { summary } = useSource();
  const choices = useCounted();
  const total = useAggregate(totalQuery(choices));
  const measure = useInTurn(choices.measure);
  const { explanation } = measureWords[measure];
  return (
    <section className="totals" aria-label="Totals" aria-busy={total.stale}>
      <p className="totals-figure">
        <strong data-testid="figure">
          {total.data ? formatCount(total.data.value[measure]) : '\u2013'}
        </strong>{' '}
        <span>{unitFor(measure, total.data?.value[measure] ?? 0)}</span>
      </p>
      <p className="small totals-explanation">{explanation}</p>
      <ul className="totals-companions">
        {total.data &&
          summary &&
          companions(total.data, measure, summary.measures).map((line) => (
            <li key={line}>{line}</li>
          ))}
      </ul>
      {(summary?.ledger.hits ?? 0) > 0 && (
        <button type="button" className="link small totals-inspect" onClick={onInspect}>
          Look inside: hosts, places, networks, hours …
        </button>
      )}
    </section>
  );
}
