import { useLayoutEffect, useState } from 'react';
import { doAfterPaint, paintOnItsWay } from './paint-first.ts';

/**
 * A value as it was before something was pressed until that is painted; the value itself where nothing was pressed. What
 * a press changes beside its control would take the browser time to paint: the control goes first.
 * @param value always the same one between two changes
 */
export function useAfterPaint<T>(value: T): T {
  const [shown, setShown] = useState(() => value);
  // React renders this component again, and nothing below it twice.
  if (shown !== value && !paintOnItsWay()) setShown(() => value);
  useLayoutEffect(() => doAfterPaint(() => setShown(() => value)), [value]);
  return shown;
}
