import { mapPalettes } from '../model/map-palette.ts';
import { countWords } from '../model/number-words.ts';
import { symbolOpacity, type SymbolPicture } from '../ways/symbols.ts';

/** Room beside a line or round a circle, CSS pixels. */
const ROOM = 2;
const LINE_LENGTH = 24;

function Sample(props: {
  kind: SymbolPicture['kind'];
  size: number;
  theme: 'dark' | 'light';
  strength: number;
}) {
  const { kind, size, theme, strength } = props;
  const opacity = symbolOpacity[kind] * strength;
  const { place, halo } = mapPalettes[theme];
  const height = Math.max(12, (kind === 'circle' ? 2 * size : size) + 2 * ROOM);
  const width = kind === 'circle' ? 2 * (size + ROOM) : LINE_LENGTH + 2 * ROOM;
  return (
    <svg width={width} height={height} aria-hidden="true">
      {kind === 'circle' ? (
        <circle
          cx={width / 2}
          cy={height / 2}
          r={size}
          fill={place}
          fillOpacity={opacity}
          stroke={halo}
          strokeOpacity={strength}
        />
      ) : (
        <line
          {...{ x1: ROOM, x2: ROOM + LINE_LENGTH, y1: height / 2, y2: height / 2 }}
          stroke={place}
          strokeWidth={size}
          strokeOpacity={opacity}
        />
      )}
    </svg>
  );
}

/** How large symbols of some numbers are. */
export function SymbolKey(props: {
  strength: number;
  symbols: SymbolPicture;
  theme: 'dark' | 'light';
  language: string;
}) {
  const { symbols, theme, language, strength } = props;
  if (symbols.key.length === 0) return null;
  return (
    <ul className="dot-key" aria-label={symbols.keyWords}>
      {symbols.key.map(({ value, size }) => (
        <li key={value}>
          <Sample {...{ kind: symbols.kind, size, theme, strength }} />
          {countWords(value, language)}
        </li>
      ))}
    </ul>
  );
}
