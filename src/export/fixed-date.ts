/**
 * The date that files must have and that says nothing: were it the time of writing, the same picture would not give the
 * same bytes.
 */
export const fixedDate = new Date(Date.UTC(2000, 0, 1));

/** The same for zip, which keeps times without a zone: the start of 2000 wherever it is written. */
export const fixedZipDate = new Date(2000, 0, 1);
