import makeBidi from 'bidi-js';

/** A piece of a text in one typeface, written as it stands from left to right. */
export interface Piece<Face> {
  face: Face;
  text: string;
}

const bidi = makeBidi();
/** Letters, marks and controls that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** What goes with the letter before it. */
const CLINGING = /[\p{M}\u200c\u200d\ufe00-\ufe0f]/u;
const NO_SCRIPT = /[\p{Script=Common}\p{Script=Inherited}]/u;

/** Whether a text is read from right to left: as its first letter is. */
export function isRightToLeft(text: string): boolean {
  if (!RIGHT_TO_LEFT.test(text)) return false;
  return (bidi.getEmbeddingLevels(text, 'auto').paragraphs[0]?.level ?? 0) % 2 === 1;
}

/** The shaper turns a piece round by itself where its first letter's script runs from right to left. */
function turnsItself(text: string): boolean {
  const first = [...text].find((letter) => !NO_SCRIPT.test(letter));
  return first !== undefined && RIGHT_TO_LEFT.test(first);
}

interface Levelled<Face> extends Piece<Face> {
  level: number;
}

/** A piece as the shaper must be given it, so that its letters come out in the order that they are seen in. */
function asShaped<Face>({ face, text, level }: Levelled<Face>): Piece<Face> {
  if (level % 2 === 0) return { face, text: turnsItself(text) ? reversed(text) : text };
  const letters = [...text].map((letter) => bidi.getMirroredCharacter(letter) ?? letter).join('');
  return { face, text: turnsItself(text) ? letters : reversed(letters) };
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

/** Unicode's rule L2: from the deepest level up, whatever lies that deep is turned round. */
function inSeenOrder<Face>(pieces: readonly Levelled<Face>[]): Levelled<Face>[] {
  const order = [...pieces];
  const deepest = Math.max(...order.map(({ level }) => level));
  for (let level = deepest; level > 0; level--) {
    for (let start = 0; start < order.length; start++) {
      let end = start;
      while (end < order.length && order[end]!.level >= level) end++;
      if (end > start + 1) order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = end;
    }
  }
  return order;
}

/**
 * A text in pieces of one typeface and direction each, from left to right as they are seen: Unicode's bidirectional
 * algorithm.
 * @param faceOf the typeface of a character; it is told that of the letter before, which its marks stay in
 */
export function piecesOf<Face>(
  text: string,
  faceOf: (letter: string, before: Face | null) => Face,
): Piece<Face>[] {
  const levels = RIGHT_TO_LEFT.test(text) ? bidi.getEmbeddingLevels(text, 'auto').levels : null;
  const pieces: Levelled<Face>[] = [];
  let at = 0;
  for (const letter of text) {
    const last = pieces.at(-1);
    const face = faceOf(letter, last && CLINGING.test(letter) ? last.face : null);
    const level = levels?.[at] ?? 0;
    if (last?.face === face && last.level === level) last.text += letter;
    else pieces.push({ face, text: letter, level });
    at += letter.length;
  }
  if (levels === null) return pieces.map(({ face, text: own }) => ({ face, text: own }));
  return inSeenOrder(pieces).map(asShaped);
}
