/** Input that cannot be used: says what was found and what was expected, in words for the screen. */
export class InputError extends Error {
  readonly found: string;
  readonly expected: string;

  /**
   * @param found what the input holds, with its file's name
   * @param expected what would have been read
   */
  constructor(found: string, expected: string) {
    super(`${found} Expected: ${expected}`);
    this.name = 'InputError';
    this.found = found;
    this.expected = expected;
  }
}
