import { rangesOfTables, rangesOfTree } from './address-ranges.ts';
import { buildPrefixTables } from './build-prefix-table.ts';
import { locate4, locate6, type PrefixTables } from './prefix-table.ts';
import { walk4, walk6, type SearchTree } from './search-tree.ts';

/** Flattening a node costs as much as walking this many addresses (measured on DB-IP City Lite). */
const WALKS_PER_NODE = 0.5;

/**
 * Looks addresses up in bulk; ids as in `SearchTree`. Small questions are answered by walking the tree, which needs
 * nothing built; once as many addresses have been asked for as would have paid for it, by tables. Both give the same
 * ids. A tree that cannot be flattened is walked for ever.
 */
export class BulkLookup {
  private asked = 0;
  private isFlattenable = true;

  /**
   * @param tree null where there are tables already
   * @param onFlattened hears when tables are there and the tree is of no more use
   */
  constructor(
    private tree: SearchTree | null,
    private found: PrefixTables | null,
    private readonly onFlattened: () => void = () => undefined,
  ) {}

  /**
   * Ids of IPv4 addresses in ascending order.
   * @param expected how many will be asked for in all, where these are not all
   */
  locate4(sorted: Uint32Array, expected = 0): Uint32Array {
    const tables = this.tablesFor(sorted.length, expected);
    return tables ? locate4(tables.four, sorted) : walk4(this.tree!, sorted);
  }

  /** Ids of IPv6 addresses of four words each, in ascending order. An IPv4 database knows none. */
  locate6(sortedWords: Uint32Array, expected = 0): Uint32Array {
    const tables = this.tablesFor(sortedWords.length >>> 2, expected);
    if (tables) return locate6(tables, sortedWords);
    if (this.tree!.ipVersion === 4) return new Uint32Array(sortedWords.length >>> 2);
    return walk6(this.tree!, sortedWords);
  }

  /** The tables, built now where they are not there; null for a tree that cannot be flattened. */
  flatten(): PrefixTables | null {
    if (!this.found && this.tree && this.isFlattenable) {
      const built = buildPrefixTables(this.tree);
      if (built) this.adopt(built);
      else this.isFlattenable = false;
    }
    return this.found;
  }

  /** All ranges of addresses with their ids; nothing is built for it. */
  ranges(): ReturnType<typeof rangesOfTree> {
    return this.tree ? rangesOfTree(this.tree) : rangesOfTables(this.found!);
  }

  /** Answers from tables of the same tree from now on. */
  adopt(tables: PrefixTables): void {
    this.found = tables;
    this.tree = null;
    this.onFlattened();
  }

  private tablesFor(count: number, expected: number): PrefixTables | null {
    if (!this.tree) return this.found;
    this.asked += count;
    const asked = Math.max(this.asked, expected);
    return asked > this.tree.nodeCount * WALKS_PER_NODE ? this.flatten() : null;
  }
}
