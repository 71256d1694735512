import type { Points } from './scene.ts';

/** Half the square root of 2: turns by 45 degrees. */
const TURN = Math.SQRT1_2;

/** Where an edge crosses the lines of a hatching: adds the place along each of them. */
function addCrossings(
  crossings: Map<number, number[]>,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  gap: number,
): void {
  const [across1, across2] = [(x1 + y1) * TURN, (x2 + y2) * TURN];
  const [along1, along2] = [(x1 - y1) * TURN, (x2 - y2) * TURN];
  const low = Math.min(across1, across2);
  const high = Math.max(across1, across2);
  // Half open, so that a corner on a line counts once.
  for (let line = Math.ceil(low / gap); line * gap < high; line++) {
    const share = (line * gap - across1) / (across2 - across1);
    const at = along1 + (along2 - along1) * share;
    const own = crossings.get(line);
    if (own) own.push(at);
    else crossings.set(line, [at]);
  }
}

/**
 * Lines from lower left to upper right, `gap` apart, where they lie inside rings (even-odd rule). Lines of neighbouring
 * areas continue each other.
 */
export function hatchLines(rings: readonly Points[], gap: number): Points[] {
  const crossings = new Map<number, number[]>();
  for (const ring of rings) {
    const last = ring.length - 2;
    for (let i = 0; i <= last; i += 2) {
      const from = i === 0 ? last : i - 2;
      addCrossings(crossings, [ring[from]!, ring[from + 1]!], [ring[i]!, ring[i + 1]!], gap);
    }
  }
  const lines: Points[] = [];
  for (const [line, places] of crossings) {
    const across = line * gap;
    places.sort((a, b) => a - b);
    for (let i = 0; i + 1 < places.length; i += 2) {
      const [from, to] = [places[i]!, places[i + 1]!];
      lines.push(
        Float64Array.of(
          (across + from) * TURN,
          (across - from) * TURN,
          (across + to) * TURN,
          (across - to) * TURN,
        ),
      );
    }
  }
  return lines;
}
