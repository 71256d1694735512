import './map-popover.css';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useHarmlessClose } from '../state/use-harmless-close.ts';

/**
 * A button of the map and what it opens below itself: the browser's own popover, which closes by Escape and by a press beside
 * it. It is there sooner than one that hides the rest of the page from screen readers: nothing else is changed.
 * @param props.name tells what it is for; the button's words say it
 * @param props.children made once the button is near: under the pointer, or in focus
 */
export function MapPopover(props: { name: string; button: ReactNode; children: () => ReactNode }) {
  const { name, button, children } = props;
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const approach = () => setNear(true);
  useHarmlessClose(popover);
  // What lies under the popover has an Escape of its own.
  const keepEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && popover.current?.matches(':popover-open'))
      event.stopPropagation();
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        className="button drawing-button map-popover-button"
        aria-haspopup="dialog"
        popoverTarget={id}
        onPointerEnter={approach}
        onFocus={approach}
        onKeyDown={keepEscape}
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
        onToggle={({ newState, currentTarget }) => {
          // Told late: a hand or a key may have been quicker.
          const isIn = currentTarget.contains(document.activeElement);
          if (newState === 'open' && !isIn) currentTarget.focus();
        }}
        onKeyDown={keepEscape}
        onBlur={({ currentTarget, relatedTarget: next }) => {
          // A press of the opener closes it anyway.
          if (!next || next === opener.current || currentTarget.contains(next)) return;
          currentTarget.hidePopover();
        }}
      >
        {isNear && children()}
      </div>
    </>
  );
}
