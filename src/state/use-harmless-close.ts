import { useEffect } from 'react';

/**
 * Whoever closes a popover by pressing beside it on the map means that, and not the country or the corner of a lasso there: the
 * press is kept from the map. To move the map by hand closes the popover, too.
 */
export function useHarmlessClose(popover: { current: HTMLElement | null }): void {
  useEffect(() => {
    let wasOpen = false;
    const down = (event: Event) => {
      wasOpen = popover.current?.matches(':popover-open') ?? false;
      const isDrawing = (event.target as Element).closest('.drawing-surface') !== null;
      if (wasOpen && isDrawing) event.stopPropagation();
    };
    const click = (event: Event) => {
      if (wasOpen && event.target instanceof HTMLCanvasElement) event.stopPropagation();
    };
    addEventListener('pointerdown', down, true);
    addEventListener('click', click, true);
    return () => {
      removeEventListener('pointerdown', down, true);
      removeEventListener('click', click, true);
    };
  }, [popover]);
}
