import type { Summary } from './model/source.ts';
import { initialChoices } from './state/choices.ts';
import { amendStep, chosenOf } from './state/steps.ts';
import { everything } from './state/queries.ts';
import { useChoices } from './state/store.ts';

const { domain, camera, selectedServer, playback } = initialChoices;
const noSelection = { ...everything, domain, camera, selectedServer, playback };

/** Filters of the old data mean nothing in the new: keep the way of looking, drop what was selected. */
function choicesFor(summary: Summary) {
  const { measure, ranking } = useChoices.getState();
  const fallback = summary.measures.includes('hosts') ? 'hosts' : 'hits';
  const fitting = summary.measures.includes(measure) ? measure : fallback;
  return {
    ...noSelection,
    measure: summary.reconstruction ? initialChoices.measure : fitting,
    ranking: summary.dimensions.includes(ranking) ? ranking : initialChoices.ranking,
  } as const;
}

/** The choices of a link, but for what the data does not have. */
function supported(summary: Summary) {
  const { measure, ranking } = useChoices.getState();
  const fitting = choicesFor(summary);
  return {
    measure: summary.measures.includes(measure) ? measure : fitting.measure,
    ranking: summary.dimensions.includes(ranking) ? ranking : fitting.ranking,
  };
}

/** What the source holds, as the page knows it. */
export interface Held {
  summary: Summary | null;
  /** Grows when what the source holds changes. */
  version: number;
}

/**
 * Shows what a load has so far, and takes it back where the load comes to nothing.
 * @param held what is shown now
 * @param plan whether the data is new rather than added to, and whether the choices, from a link, belong to it
 */
export function makePreview(
  held: Summary | null,
  { isNew, keepChoices }: { isNew: boolean; keepChoices: boolean },
  setHeld: (change: (held: Held) => Held) => void,
) {
  const {
    choose,
    toggle: _t,
    toggleWithout: _w,
    togglePrefix: _p,
    clearDimension: _c,
    clearFilters: _f,
    ...choices
  } = useChoices.getState();
  let isShown = false;
  const hold = (summary: Summary | null) =>
    setHeld(({ version }) => ({ summary, version: version + 1 }));
  return {
    /** What the reader chose while the first rows were shown stays. */
    show(summary: Summary) {
      if (isNew) choose(keepChoices || isShown ? supported(summary) : choicesFor(summary));
      amendStep(chosenOf(useChoices.getState()));
      isShown = true;
      hold(summary);
    },
    takeBack() {
      if (!isShown) return;
      choose(choices);
      amendStep(chosenOf(useChoices.getState()));
      hold(held);
    },
  };
}
