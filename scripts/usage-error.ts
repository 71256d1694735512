/** The command line's words are off: one line that says what was found and what was expected. */
export class UsageError extends Error {
  override name = 'UsageError';
}
