import type { Dimension } from '../model/query.ts';
import {
  isOffered,
  isRate,
  quantities,
  quantityOf,
  rateSpecs,
  type Quantity,
} from '../model/rate.ts';
import { useChoices } from '../state/store.ts';

function quantityWords(quantity: Quantity, unit: string): string {
  if (quantity === 'count') return `by ${unit}`;
  return quantity === 'share' ? 'by share' : rateSpecs[quantity].brief;
}

/** What rankings and country shading show: counts, shares, or one of the rates that the dimension has. */
export function QuantityFields({ unit, dimension }: { unit: string; dimension: Dimension }) {
  const quantity = useChoices((state) => state.quantity);
  const { choose } = useChoices.getState();
  const offered = quantities.filter((each) => isOffered(each, dimension));
  return (
    <select
      className="field quantity"
      aria-label="What rankings and country shading show"
      value={quantityOf(quantity, dimension)}
      onChange={(event) => choose({ quantity: event.target.value as Quantity })}
    >
      {offered.map((each) => (
        <option key={each} value={each}>
          {quantityWords(each, unit)}
        </option>
      ))}
    </select>
  );
}

/** The rate of a table that shows counts and shares anyhow; nothing where the dimension has none. */
export function RateField({ dimension }: { dimension: Dimension }) {
  const chosen = useChoices((state) => state.quantity);
  const { choose } = useChoices.getState();
  const quantity = quantityOf(chosen, dimension);
  const offered = quantities.filter((each) => isRate(each) && isOffered(each, dimension));
  if (offered.length === 0) return null;
  return (
    <select
      className="field rate-field"
      aria-label="Rate"
      value={isRate(quantity) ? quantity : 'count'}
      onChange={(event) => choose({ quantity: event.target.value as Quantity })}
    >
      <option value="count">No rate</option>
      {offered.map((each) => (
        <option key={each} value={each}>
          {quantityWords(each, '')}
        </option>
      ))}
    </select>
  );
}

/** Why the groups of a dimension show numbers where a rate was chosen. */
export function NoRate({ dimension }: { dimension: Dimension }) {
  const quantity = useChoices((state) => state.quantity);
  if (isOffered(quantity, dimension) || !isRate(quantity)) return null;
  const { brief, reason } = rateSpecs[quantity];
  return (
    <p className="no-rate small">
      Not {brief}: {reason}. Numbers are shown.
    </p>
  );
}

/** What counts as few, and whether figures of few are hidden; nothing beside counts. */
export function FewFields({ quantity }: { quantity: Quantity }) {
  const fewBelow = useChoices((state) => state.fewBelow);
  const hidesFew = useChoices((state) => state.hidesFew);
  const { choose } = useChoices.getState();
  if (quantity === 'count') return null;
  return (
    <p className="few-fields small">
      <label>
        <input
          type="checkbox"
          checked={hidesFew}
          onChange={(event) => choose({ hidesFew: event.target.checked })}
        />
        Hide
      </label>{' '}
      <label>
        fewer than{' '}
        <input
          type="number"
          className="field"
          min={0}
          step={1}
          value={fewBelow}
          onChange={(event) => {
            const value = event.target.valueAsNumber;
            if (Number.isInteger(value) && value >= 0) choose({ fewBelow: value });
          }}
        />
      </label>
      <span>*: few</span>
    </p>
  );
}
