import { dotRadius } from '../density/place-points.ts';
import { mapPalettes } from '../model/map-palette.ts';
import { countWords } from '../model/number-words.ts';

const numbers = [1, 10, 100, 1000];

/** How large the dots of places are, and what their circles mean. */
export function DotKey({ theme, language }: { theme: 'dark' | 'light'; language: string }) {
  const { place, halo } = mapPalettes[theme];
  return (
    <ul className="dot-key" aria-label="Size of dots by number">
      {numbers.map((number) => {
        const radius = dotRadius(number);
        const side = 2 * radius + 2;
        const middle = radius + 1;
        return (
          <li key={number}>
            <svg width={side} height={side} aria-hidden="true">
              <circle cx={middle} cy={middle} r={radius} fill={place} stroke={halo} />
            </svg>
            {countWords(number, language)}
          </li>
        );
      })}
    </ul>
  );
}
