import { useEffect, useSyncExternalStore } from 'react';
import { useChoices } from './state/store.ts';

const lightQuery = '(prefers-color-scheme: light)';

function watch(changed: () => void): () => void {
  const media = matchMedia(lightQuery);
  media.addEventListener('change', changed);
  return () => media.removeEventListener('change', changed);
}

/** The theme in use: the chosen one, or the system's; sets it on the page. */
export function useTheme(): 'dark' | 'light' {
  const chosen = useChoices((state) => state.theme);
  const system = useSyncExternalStore(watch, () => matchMedia(lightQuery).matches);
  const theme = chosen === 'system' ? (system ? 'light' : 'dark') : chosen;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return theme;
}
