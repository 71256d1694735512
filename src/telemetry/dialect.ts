/** How a file's bytes make records and cells. */
export interface Dialect {
  /** Byte that parts cells; NO_DELIMITER for a list of one value a line. */
  delimiter: number;
  header: boolean;
  /** Lines that begin with #, ; or // are comments wherever they stand. */
  comments: boolean;
  /** Bytes before the first record: byte order mark, comments, header. */
  dataStart: number;
  /** Line number of the first record, 1-based. */
  dataLine: number;
}

/** Stands for the delimiter of a plain list: a control character that no text holds. */
export const NO_DELIMITER = 0x1f;

const names: Readonly<Record<number, string>> = {
  44: 'comma',
  59: 'semicolon',
  9: 'tab',
  124: 'pipe',
};

/** A delimiter in a word. */
export function delimiterName(delimiter: number): string {
  return names[delimiter] ?? 'one value a line';
}
