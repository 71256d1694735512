import { letGoFirst, paintOnItsWay, type PagePart } from './paint-first.ts';
import { changedKeys, chosenOf, type Chosen } from './steps.ts';
import { useChoices } from './store.ts';

/** Where each choice is seen soonest, in the order in which a change of several is looked for; all others are on the map. */
const places: readonly (readonly [PagePart, readonly (keyof Chosen)[]])[] = [
  ['map', ['selectedServer']],
  ['header', ['measure']],
  ['timeline', ['time', 'counting']],
  [
    'rail',
    ['where', 'prefixes', 'without', 'region', 'ranking', 'quantity', 'fewBelow', 'hidesFew'],
  ],
];

/** The part of the page that shows soonest that choices changed. */
export function partOfChange(changed: readonly (keyof Chosen)[]): PagePart {
  const found = places.find(([, keys]) => keys.some((key) => changed.includes(key)));
  return found?.[0] ?? 'map';
}

/** Has what is pressed in no part of the page seen first where its change shows; gives what ends that. */
export function watchChoices(): () => void {
  return useChoices.subscribe((after, before) => {
    if (!paintOnItsWay()) return;
    const changed = changedKeys(chosenOf(before), chosenOf(after));
    if (changed.length > 0) letGoFirst(partOfChange(changed));
  });
}
