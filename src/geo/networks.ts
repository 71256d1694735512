import { InputError } from '../model/input-error.ts';
import { idOf, recordOf, type SearchTree } from './search-tree.ts';

/** A network of a database and the id of its record. IPv6 addresses are four words. */
export type GeoNetwork =
  | { family: 4; v4: number; prefix: number; id: number }
  | { family: 6; words: readonly [number, number, number, number]; prefix: number; id: number };

interface Step {
  record: number;
  depth: number;
  words: readonly [number, number, number, number];
}

/** The same words with the bit at `depth` set. */
function withBit(words: Step['words'], depth: number): Step['words'] {
  const copy: [number, number, number, number] = [...words];
  const word = (depth >>> 5) as 0 | 1 | 2 | 3;
  copy[word] = (copy[word] | (1 << (31 - (depth & 31)))) >>> 0;
  return copy;
}

function networkAt(tree: SearchTree, step: Step): GeoNetwork {
  const { words, depth } = step;
  const id = idOf(tree, step.record);
  if (tree.ipVersion === 4) return { family: 4, v4: words[0], prefix: depth, id };
  const [a, b, c, d] = words;
  return a === 0 && b === 0 && c === 0 && depth >= 96
    ? { family: 4, v4: d, prefix: depth - 96, id }
    : { family: 6, words, prefix: depth, id };
}

/** True where IPv4 comes again under another prefix: ::ffff:0:0/96, 2001::/32 and 2002::/16 in MaxMind's databases. */
function isAlias(tree: SearchTree, { record, depth, words }: Step): boolean {
  if (tree.ipVersion === 4 || record !== tree.ipv4Root || record >= tree.nodeCount) return false;
  return depth !== 96 || words.some((word) => word !== 0);
}

/**
 * Every network that has a record, in the order of addresses; IPv4 once, not again under its aliases. Broken branches
 * come with the id BROKEN.
 * @throws InputError where the tree has a loop
 */
export function* networks({ tree }: { tree: SearchTree }): Generator<GeoNetwork> {
  const bits = tree.ipVersion === 4 ? 32 : 128;
  const stack: Step[] = [{ record: 0, depth: 0, words: [0, 0, 0, 0] }];
  let visits = 0;
  for (let step = stack.pop(); step; step = stack.pop()) {
    const { record, depth, words } = step;
    if (record === tree.nodeCount || isAlias(tree, step)) continue;
    if (record > tree.nodeCount || depth === bits) yield networkAt(tree, step);
    else if (++visits > tree.nodeCount) {
      throw new InputError(
        'The search tree of the database does not end.',
        'a tree in which no branch leads back; the file is damaged, fetch it again.',
      );
    } else {
      const right = recordOf(tree, record, 1);
      stack.push({ record: right, depth: depth + 1, words: withBit(words, depth) });
      stack.push({ record: recordOf(tree, record, 0), depth: depth + 1, words });
    }
  }
}
