import { create } from 'zustand';
import type { Choices } from './choices.ts';
import type { ChoiceStore } from './store.ts';

/** Steps that are remembered; the oldest go first. */
const MOST = 200;

/** Choices as they stood after a step. Whether the timeline plays is no choice to go back to. */
export type Chosen = Omit<Choices, 'playback'>;

/** A step: what was chosen then, and which of it was new. */
export interface Step {
  id: number;
  chosen: Chosen;
  changed: readonly (keyof Chosen)[];
}

/** All steps in order, and the one at which the page stands. */
export interface Steps {
  list: readonly Step[];
  at: number;
}

/** What of the store is a choice to go back to. */
export function chosenOf(state: ChoiceStore): Chosen {
  const { playback: _, ...rest } = state;
  const entries = Object.entries(rest).filter(([, value]) => typeof value !== 'function');
  return Object.fromEntries(entries) as unknown as Chosen;
}

const text = (value: unknown) => JSON.stringify(value);

/** What of the choices differs; equal lists and ranges count as the same. */
export function changedKeys(before: Chosen, after: Chosen): (keyof Chosen)[] {
  const keys = Object.keys(after) as (keyof Chosen)[];
  return keys.filter((key) => before[key] !== after[key] && text(before[key]) !== text(after[key]));
}

const isMove = ({ changed }: Step) => changed.length === 1 && changed[0] === 'camera';

/** The beginning of a history. */
export function firstStep(chosen: Chosen, id: number): Steps {
  return { list: [{ id, chosen, changed: [] }], at: 0 };
}

/**
 * Steps with one more; what was undone is forgotten. One move of the map after another is one step. Null where nothing
 * changed.
 */
export function withStep(
  { list, at }: Steps,
  chosen: Chosen,
  id: number,
): { steps: Steps; isNew: boolean } | null {
  const last = list[at]!;
  const changed = changedKeys(last.chosen, chosen);
  if (changed.length === 0) return null;
  const step = { id, chosen, changed };
  if (isMove(last) && isMove(step) && at === list.length - 1 && at > 0) {
    const moved = { ...step, id: last.id };
    return { steps: { list: [...list.slice(0, at), moved], at }, isNew: false };
  }
  const longer = [...list.slice(0, at + 1), step].slice(-MOST);
  return { steps: { list: longer, at: longer.length - 1 }, isNew: true };
}

/** The steps of this visit. */
export const useSteps = create<Steps>()(() => ({ list: [], at: 0 }));

/** Takes what is chosen now as what was chosen at the present step: the page chose it by itself, for the data that came. */
export function amendStep(chosen: Chosen): void {
  useSteps.setState(({ list, at }) => ({
    list: list.map((step, n) => (n === at ? { ...step, chosen } : step)),
  }));
}
