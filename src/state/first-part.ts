import type { Choices } from './choices.ts';
import { letGoFirst, type PagePart } from './paint-first.ts';
import { useChoices } from './store.ts';

/** Where each choice is seen soonest, in the order in which a change of several is looked for; all others are on the map. */
const places: readonly (readonly [PagePart, readonly (keyof Choices)[]])[] = [
  ['map', ['selectedServer']],
  ['header', ['measure']],
  ['timeline', ['time', 'counting', 'playback']],
  [
    'rail',
    ['where', 'prefixes', 'without', 'region', 'ranking', 'quantity', 'fewBelow', 'hidesFew'],
  ],
];

/** The part of the page that shows a change of choices soonest. */
export function partOfChange(after: Choices, before: Choices): PagePart {
  const found = places.find(([, keys]) => keys.some((key) => after[key] !== before[key]));
  return found?.[0] ?? 'map';
}

/** Has what is pressed in no part of the page seen first where its change shows; gives what ends that. */
export function watchChoices(): () => void {
  return useChoices.subscribe((after, before) => letGoFirst(partOfChange(after, before)));
}
