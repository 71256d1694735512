import {
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ToggleEvent,
  type FocusEvent,
} from 'react';
import { useHarmlessClose } from './use-harmless-close.ts';

/**
 * A button and what it opens: the browser's own popover, which closes by Escape and by a press beside it. It is there sooner
 * than one that hides the rest of the page from screen readers: nothing else is changed.
 * @returns properties of both; `isNear` once the button is under the pointer or in focus, when the content should be made
 */
export function usePopover() {
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
  const openerProps = {
    type: 'button',
    'aria-haspopup': 'dialog',
    popoverTarget: id,
    onPointerEnter: approach,
    onFocus: approach,
    onKeyDown: keepEscape,
  } as const;
  const popoverProps = {
    id,
    popover: 'auto',
    role: 'dialog',
    tabIndex: -1,
    onBeforeToggle: approach,
    onToggle({ newState, currentTarget }: ToggleEvent<HTMLElement>) {
      // Told late: a hand or a key may have been quicker.
      const isIn = currentTarget.contains(document.activeElement);
      if (newState !== 'open' || isIn) return;
      (currentTarget.querySelector<HTMLElement>('[role="listbox"]') ?? currentTarget).focus();
    },
    onKeyDown: keepEscape,
    onBlur({ currentTarget, relatedTarget: next }: FocusEvent<HTMLElement>) {
      // A press of the opener closes it anyway.
      if (!next || next === opener.current || currentTarget.contains(next)) return;
      currentTarget.hidePopover();
    },
  } as const;
  return { opener, openerProps, popover, popoverProps, isNear };
}
