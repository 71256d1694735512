import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Dimension } from '../model/query.ts';
import type { Rating } from '../model/rate.ts';
import { initialChoices, type Choices } from './choices.ts';
import { everything, type Filtering } from './queries.ts';

/** Choices and the few ways to change them. */
export interface ChoiceStore extends Choices {
  /** Sets some choices at once. */
  choose: (change: Partial<Choices>) => void;
  /** Adds a key to a dimension's filter, or takes it out where it is there. */
  toggle: (dimension: Dimension, key: string) => void;
  /** Leaves out the hosts of a pile, or takes them in again. */
  toggleWithout: (key: string) => void;
  /** Keeps the hosts of a prefix, or no longer. */
  togglePrefix: (prefix: string) => void;
  /** Drops the filter of one dimension. */
  clearDimension: (dimension: Dimension) => void;
  /** Drops every filter: time, region, addresses, all dimensions, and what is left out. */
  clearFilters: () => void;
}

/** The one store. Components select the fields that they show. */
export const useChoices = create<ChoiceStore>()((set) => ({
  ...initialChoices,
  choose: (change) => set(change),
  toggle: (dimension, key) => set((state) => ({ where: toggled(state.where, dimension, key) })),
  toggleWithout: (key) =>
    set(({ without }) => ({
      without: without.includes(key) ? without.filter((other) => other !== key) : [...without, key],
    })),
  clearDimension: (dimension) =>
    set((state) => {
      const { [dimension]: _dropped, ...where } = state.where;
      return { where };
    }),
  togglePrefix: (prefix) =>
    set(({ prefixes }) => ({
      prefixes: prefixes.includes(prefix)
        ? prefixes.filter((other) => other !== prefix)
        : [...prefixes, prefix],
    })),
  clearFilters: () => set(everything),
}));

/** What is counted and what of it is kept: all that a query of figures depends on. */
export function useCounted(): Filtering & Pick<Choices, 'measure'> {
  return useChoices(
    useShallow(({ measure, time, region, prefixes, where, without }) => ({
      ...{ measure, time, region, prefixes, where, without },
    })),
  );
}

/** What rankings and country shading show of each group. */
export function useRating(): Rating {
  return useChoices(
    useShallow(({ quantity, fewBelow, hidesFew }) => ({ quantity, fewBelow, hidesFew })),
  );
}

function toggled(where: Choices['where'], dimension: Dimension, key: string): Choices['where'] {
  const { [dimension]: keys = [], ...rest } = where;
  const next = keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key];
  return next.length === 0 ? rest : { ...rest, [dimension]: next };
}
