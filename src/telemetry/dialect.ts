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
  /** Text that parts cells, where it is more than the one byte; PapaParse then reads the file. */
  separator?: string;
  /** Whether a backslash before a quote keeps it from closing the cell; PapaParse then reads the file. */
  backslashes?: boolean;
  /** Whether apostrophes stand for quotes; PapaParse then reads the file. */
  apostrophes?: boolean;
  /** Whether lines that begin with ; are comments although ; parts the cells. */
  semicolonComments?: boolean;
  /** Cells of a usual record: one with more has a delimiter in a cell that is not quoted. */
  width?: number;
  /** The header's record as text: a record that says the same is a header again. */
  headerText?: string;
  /** The line, a comment, that names the columns of a Zeek log; another one may stand further on. */
  fieldsText?: string;
  /** A line that says this ends the records. */
  trailer?: string;
}

/** Stands for the delimiter of a plain list: a control character that no text holds. */
export const NO_DELIMITER = 0x1f;

const names: Readonly<Record<number, string>> = {
  44: 'comma',
  59: 'semicolon',
  9: 'tab',
  124: 'pipe',
  35: 'number sign',
  32: 'blank',
};

/** A delimiter in a word. */
export function delimiterName(delimiter: number): string {
  return names[delimiter] ?? 'one value a line';
}
