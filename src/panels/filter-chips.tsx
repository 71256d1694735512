import './filter-chips.css';
import { Close } from '../icons/icons.ts';
import { useShallow } from 'zustand/react/shallow';
import { useChoices } from '../state/store.ts';
import { useInTurn } from '../state/use-after-paint.ts';
import { filterClauses, type Clause } from './filter-words.ts';

/** Every clause of the filter as a chip that can be removed. */
export function FilterChips() {
  const chosen = useChoices(
    useShallow(({ time, region, prefixes, where, without }) => ({
      ...{ time, region, prefixes, where, without },
    })),
  );
  const filter = useInTurn(chosen);
  const { choose, toggle, toggleWithout, togglePrefix, clearDimension, clearFilters } =
    useChoices.getState();
  const remove = ({ about }: Clause) => {
    const { prefixes, without, where } = useChoices.getState();
    if (about === 'time') choose({ time: null });
    else if (about === 'region') choose({ region: null });
    else if ('prefix' in about) {
      if (about.prefix === null) choose({ prefixes: [] });
      else if (prefixes.includes(about.prefix)) togglePrefix(about.prefix);
    } else if ('pile' in about) {
      if (about.pile === null) choose({ without: [] });
      else if (without.includes(about.pile)) toggleWithout(about.pile);
    } else if (about.key === null) clearDimension(about.dimension);
    // A chip may still be there for a moment after what it says was taken off elsewhere.
    else if (where[about.dimension]?.includes(about.key)) toggle(about.dimension, about.key);
  };
  const chips = filterClauses(filter).map((clause) => ({
    ...clause,
    remove: () => remove(clause),
  }));
  if (chips.length === 0) return null;
  return (
    <ul className="chips" aria-label="Filters">
      {chips.map(({ id, kind, name, remove }) => (
        <li key={id}>
          <button
            type="button"
            className="chip"
            aria-label={`Remove the filter ${kind}: ${name}`}
            onClick={remove}
            onKeyDown={(event) => {
              if (event.key === 'Delete' || event.key === 'Backspace') remove();
            }}
          >
            <span>{name}</span>
            <Close size={12} aria-hidden="true" />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button type="button" className="link small" onClick={clearFilters}>
            Clear all
          </button>
        </li>
      )}
    </ul>
  );
}
