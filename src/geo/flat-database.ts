import type { DatabaseInfo } from '../model/source.ts';
import type { PrefixTables } from './prefix-table.ts';

/** Grows whenever the tables or what goes with them have another shape. */
export const FLAT_VERSION = 1;

/**
 * A database without its search tree, as plain data: tables of ranges, and the data section that their ids lead to.
 * About as large as its MMDB, and ready as soon as it is read.
 */
export interface FlatDatabase {
  version: number;
  info: DatabaseInfo;
  tables: PrefixTables;
  data: Uint8Array;
  /** Ids of records from all over the tree, by which their schema is recognised. */
  samples: Uint32Array;
}
