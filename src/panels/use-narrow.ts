import { useSyncExternalStore } from 'react';

/** CSS pixels: a page that is narrower has no room for tables of many columns. */
const narrow = '(max-width: 599px)';

function watch(onChange: () => void): () => void {
  const media = matchMedia(narrow);
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
}

/** Whether the page is as narrow as a phone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => matchMedia(narrow).matches);
}
