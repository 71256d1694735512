import './filter-chips.css';
import { X } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import type { Choices } from '../state/choices.ts';
import { useChoices } from '../state/store.ts';
import { filterClauses, type Clause } from './filter-words.ts';

/** Whether anything is filtered. */
export function isFiltered({ time, region, where, without }: Choices): boolean {
  const isNarrowed = time !== null || region !== null || without.length > 0;
  return isNarrowed || Object.keys(where).length > 0;
}

/** Every clause of the filter as a chip that can be removed. */
export function FilterChips() {
  const filter = useChoices(
    useShallow(({ time, region, where, without }) => ({ time, region, where, without })),
  );
  const { choose, toggle, toggleWithout, clearDimension, clearFilters } = useChoices.getState();
  const remove = ({ about }: Clause) => {
    if (about === 'time') choose({ time: null });
    else if (about === 'region') choose({ region: null });
    else if ('pile' in about) {
      if (about.pile === null) choose({ without: [] });
      else toggleWithout(about.pile);
    } else if (about.key === null) clearDimension(about.dimension);
    else toggle(about.dimension, about.key);
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
            <X size={12} aria-hidden="true" />
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
