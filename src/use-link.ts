import { useEffect } from 'react';
import { initialChoices } from './state/choices.ts';
import { useChoices } from './state/store.ts';
import { readLink, writeLink } from './state/url.ts';

/** Browsers refuse an address that changes many times a second. */
const REST_MS = 300;

/** Keeps the address of the page a link to what is shown, and follows a link that is opened in place. */
export function useLink(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let written = -Infinity;
    const write = () => {
      timer = undefined;
      written = performance.now();
      const link = writeLink(useChoices.getState());
      const address = link === '' ? location.pathname + location.search : `#${link}`;
      if (location.hash.slice(1) !== link) history.replaceState(null, '', address);
    };
    const follow = () => {
      clearTimeout(timer);
      timer = undefined;
      useChoices.getState().choose({ ...initialChoices, ...readLink(location.hash) });
    };
    const unsubscribe = useChoices.subscribe(() => {
      // At once after a rest: a quick reload would lose a choice that waits.
      timer ??= setTimeout(write, Math.max(0, written + REST_MS - performance.now()));
    });
    // A page that is left within the rest would lose the last choice.
    const leave = () => {
      clearTimeout(timer);
      write();
    };
    window.addEventListener('pagehide', leave);
    window.addEventListener('hashchange', follow);
    return () => {
      clearTimeout(timer);
      unsubscribe();
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('hashchange', follow);
    };
  }, []);
}
