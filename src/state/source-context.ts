import { createContext, useContext } from 'react';
import type { LoadableSource, Summary } from '../model/source.ts';

/** The source in use, what it holds, and a number that grows when what it holds changes. */
export interface SourceInUse {
  source: LoadableSource;
  summary: Summary | null;
  version: number;
  /** Brings a failed answer to the screen. */
  report: (error: Error) => void;
}

/** Set by the composition root. */
export const SourceContext = createContext<SourceInUse | null>(null);

/** The source in use. Throws outside the composition root. */
export function useSource(): SourceInUse {
  const value = useContext(SourceContext);
  if (!value) throw new Error('No source: the component is outside SourceContext.');
  return value;
}
