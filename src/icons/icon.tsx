import type { SVGProps } from 'react';

/** What an icon takes: its side in CSS pixels, and anything an svg element does. */
export type IconProps = Omit<SVGProps<SVGSVGElement>, 'children' | 'viewBox'> & { size: number };

/** An icon, drawn in the colour of the text around it. */
export type Icon = (props: IconProps) => React.JSX.Element;

/**
 * An icon of one filled path.
 *
 * Filled, not stroked: where the browser draws without a graphics card, as on a remote desktop, a page's first stroked
 * curves cost it two seconds of compiling, and a few filled paths next to nothing.
 *
 * @param path the data of an SVG path on a square of 24 by 24
 */
export function iconOf(path: string): Icon {
  return function FilledIcon({ size, ...rest }) {
    return (
      <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" {...rest}>
        <path d={path} />
      </svg>
    );
  };
}
