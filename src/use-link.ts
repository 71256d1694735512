import { useEffect } from 'react';
import { initialChoices } from './state/choices.ts';
import {
  changedKeys,
  chosenOf,
  firstStep,
  useSteps,
  withStep,
  type Chosen,
  type Step,
} from './state/steps.ts';
import { keepForPaint } from './state/paint-first.ts';
import { useChoices } from './state/store.ts';
import { readLink, writeLink } from './state/url.ts';

/** A drag, a pan or typing is one step once it rests for so long; browsers refuse addresses that change oftener. */
const REST_MS = 300;

/** What an entry of the browser's history carries: a step of one visit. */
interface Entry {
  visit: string;
  step: number;
}

const visit = Math.random().toString(36).slice(2);
let count = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
/** What the change that waits to be a step is of. */
let waiting = '';

function addressOf(chosen: Chosen): string {
  const link = writeLink({ ...initialChoices, ...chosen });
  return link === '' ? location.pathname + location.search : `#${link}`;
}

function writeEntry(how: 'pushState' | 'replaceState', { id, chosen }: Step): void {
  history[how]({ visit, step: id } satisfies Entry, '', addressOf(chosen));
}

function present(): Step {
  const { list, at } = useSteps.getState();
  return list[at]!;
}

/** Begins the history anew at what is chosen. */
function begin(): void {
  useSteps.setState(firstStep(chosenOf(useChoices.getState()), count++));
  writeEntry('replaceState', present());
}

/** Makes a step of what changed since the last one. */
function commit(chosen: Chosen): void {
  clearTimeout(timer);
  timer = undefined;
  const next = withStep(useSteps.getState(), chosen, count);
  if (next?.isNew) count++;
  if (next) useSteps.setState(next.steps);
  writeEntry(next?.isNew ? 'pushState' : 'replaceState', present());
}

function rest(): void {
  if (timer !== undefined) commit(chosenOf(useChoices.getState()));
}

/** Goes to a step of this visit, by way of the browser's own history. */
export function goToStep(index: number): void {
  rest();
  const { list, at } = useSteps.getState();
  const held = Math.max(0, Math.min(list.length - 1, index));
  if (held !== at) history.go(held - at);
}

/** Goes back or forward by one step. */
export function goBySteps(by: 1 | -1): void {
  rest();
  goToStep(useSteps.getState().at + by);
}

/** The browser went to an entry: to a step that is known, or to a link. */
function follow({ state, timeStamp }: PopStateEvent): void {
  keepForPaint(timeStamp);
  clearTimeout(timer);
  timer = undefined;
  const entry = state as Entry | null;
  const { list } = useSteps.getState();
  const at = entry?.visit === visit ? list.findIndex(({ id }) => id === entry.step) : -1;
  const { playback, choose } = useChoices.getState();
  const still = { playback: { ...playback, playing: false } };
  if (at >= 0) {
    useSteps.setState({ at });
    choose({ ...list[at]!.chosen, ...still });
  } else {
    choose({ ...initialChoices, ...readLink(location.hash), ...still });
    begin();
  }
}

/** Keeps the address of the page a link to what is shown, and every step an entry of the browser's history. */
export function useLink(): void {
  useEffect(() => {
    begin();
    const unsubscribe = useChoices.subscribe((after, before) => {
      const [was, is] = [chosenOf(before), chosenOf(after)];
      const changed = changedKeys(was, is).join();
      // Where the time stops that played is a step; the windows on the way are none.
      if (after.playback.playing || (changed === '' && !before.playback.playing)) return;
      // Another choice before the last one rested: that one is a step of its own.
      if (timer !== undefined && waiting !== changed) commit(was);
      waiting = changed;
      clearTimeout(timer);
      timer = setTimeout(rest, REST_MS);
    });
    window.addEventListener('popstate', follow);
    // A page that is left before a choice rested would lose it.
    window.addEventListener('pagehide', rest);
    return () => {
      clearTimeout(timer);
      unsubscribe();
      window.removeEventListener('popstate', follow);
      window.removeEventListener('pagehide', rest);
    };
  }, []);
}
