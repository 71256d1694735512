import { arcKey, arcWidth } from '../model/arcs.ts';
import { mapPalettes } from '../model/map-palette.ts';
import { countWords } from '../model/number-words.ts';

/** How wide arcs of some numbers are. */
export function ArcKey(props: { theme: 'dark' | 'light'; language: string; largest: number }) {
  const { theme, language, largest } = props;
  if (largest <= 0) return null;
  return (
    <ul className="dot-key" aria-label="Width of arcs by number">
      {arcKey(largest).map((number) => (
        <li key={number}>
          <svg width="28" height="12" aria-hidden="true">
            <line
              x1="2"
              y1="6"
              x2="26"
              y2="6"
              stroke={mapPalettes[theme].place}
              strokeWidth={arcWidth(number, largest)}
            />
          </svg>
          {countWords(number, language)}
        </li>
      ))}
    </ul>
  );
}
