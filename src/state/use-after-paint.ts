import { createContext, useContext, useLayoutEffect, useState } from 'react';
import { doAfterPaint, paintOnItsWay, waitsForPaint, type PagePart } from './paint-first.ts';

/** The part of the page that a component is in; null in a dialog, which waits for nothing. */
export const PartContext = createContext<PagePart | null>(null);

function useHeld<T>(value: T, waits: () => boolean): T {
  const [shown, setShown] = useState(() => value);
  // React renders this component again, and nothing below it twice.
  if (shown !== value && !waits()) setShown(() => value);
  useLayoutEffect(() => doAfterPaint(() => setShown(() => value)), [value]);
  return shown;
}

/**
 * A value as it was before something was pressed until that is painted; the value itself where nothing was pressed. What
 * a press changes beside its control would take the browser time to paint: the control goes first.
 * @param value always the same one between two changes
 */
export function useAfterPaint<T>(value: T): T {
  return useHeld(value, () => paintOnItsWay() !== null);
}

/**
 * A value as it was before something was pressed in another part of the page until that is painted, and otherwise the value
 * itself.
 * @param value always the same one between two changes
 * @param within the part that waits, where it is not the one that the component is in
 */
export function useInTurn<T>(value: T, within?: PagePart): T {
  const own = useContext(PartContext);
  const part = within ?? own;
  return useHeld(value, () => part !== null && waitsForPaint(part));
}
