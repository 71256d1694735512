import './map-popover.css';
import type { ReactNode } from 'react';
import { usePopover } from '../state/use-popover.ts';

/**
 * A button of the map and what it opens below itself.
 * @param props.name tells what it is for; the button's words say it
 * @param props.children made once the button is near: under the pointer, or in focus
 */
export function MapPopover(props: { name: string; button: ReactNode; children: () => ReactNode }) {
  const { name, button, children } = props;
  const { opener, openerProps, popover, popoverProps, isNear } = usePopover();
  return (
    <>
      <button ref={opener} className="button drawing-button map-popover-button" {...openerProps}>
        {button}
      </button>
      <div ref={popover} className="map-popover" aria-label={name} {...popoverProps}>
        {isNear && children()}
      </div>
    </>
  );
}
