import { useEffect, useState } from 'react';
import type { Milliseconds } from '../model/time.ts';

/** True once a state has lasted for so long; false at once when it ends. */
export function useLasting(state: boolean, least: Milliseconds): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!state) return;
    const timer = setTimeout(() => setLasts(true), least);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [state, least]);
  return state && lasts;
}
