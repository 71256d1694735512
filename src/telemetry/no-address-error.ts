import { InputError } from '../model/input-error.ts';
import type { Recognition } from './recognition.ts';

/** What a file is recognised as, and the cells of its first rows. */
export interface Looked {
  recognition: Recognition;
  rows: string[][];
}

/** No column holds addresses; what was seen of the columns comes with it, so that somebody can say which one it is. */
export class NoAddressError extends InputError {
  readonly looked: Looked;

  constructor({ found, expected }: InputError, looked: Looked) {
    super(found, expected);
    this.looked = looked;
  }
}
