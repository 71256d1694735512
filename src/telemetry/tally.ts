/** Rows beside the hits and the refused ones, and what was noticed. Sums of pieces are those of the whole. */
export interface Tally {
  /** Rows of C2 servers alone: not among the rows of telemetry. */
  serverRows: number;
  /** Rows that name neither a host nor a server: not among the rows of telemetry either. */
  asideRows: number;
  /** Rows that are further addresses of a record which names several. */
  further: number;
  /** Hits whose cell names a network, which counts at its first address. */
  networks: number;
  /** Events that the hits stand for. */
  events: number;
  /** Rows that stand for more events than a weight can say: they count as the largest. */
  clippedWeights: number;
  /** Headers with other columns that were met after the first: more than none asks for one reader of the whole. */
  headerChanges: number;
}

/** A tally before the first row. */
export function emptyTally(): Tally {
  return {
    serverRows: 0,
    asideRows: 0,
    further: 0,
    networks: 0,
    events: 0,
    clippedWeights: 0,
    headerChanges: 0,
  };
}
