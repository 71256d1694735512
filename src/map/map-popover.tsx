import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

/**
 * Whoever closes a popover by pressing beside it on the map means that, and not the country there: the click is kept from the
 * map. To move the map closes it, too.
 */
function useHarmlessClose(popover: { current: HTMLElement | null }): void {
  useEffect(() => {
    let wasOpen = false;
    const down = () => (wasOpen = popover.current?.matches(':popover-open') ?? false);
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

/**
 * A button of the map and what it opens below itself: the browser's own popover, which closes by Escape and by a press beside
 * it. It is there sooner than one that hides the rest of the page from screen readers: nothing else is changed.
 * @param props.name tells what it is for; the button's words say it
 * @param props.children made once the button is near: under the pointer, or in focus
 */
export function MapPopover(props: { name: string; button: ReactNode; children: () => ReactNode }) {
  const { name, button, children } = props;
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const approach = () => setNear(true);
  useHarmlessClose(popover);
  return (
    <>
      <button
        type="button"
        className="button drawing-button map-popover-button"
        aria-haspopup="dialog"
        popoverTarget={id}
        onPointerEnter={approach}
        onFocus={approach}
      >
        {button}
      </button>
      <div
        ref={popover}
        id={id}
        className="map-popover"
        popover="auto"
        role="dialog"
        aria-label={name}
        tabIndex={-1}
        onBeforeToggle={approach}
        onToggle={(event) => {
          if (event.newState === 'open') event.currentTarget.focus();
        }}
        onKeyDown={(event) => {
          // What lies under the popover has an Escape of its own.
          if (event.key === 'Escape') event.stopPropagation();
        }}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (relatedTarget && !currentTarget.contains(relatedTarget)) currentTarget.hidePopover();
        }}
      >
        {isNear && children()}
      </div>
    </>
  );
}
