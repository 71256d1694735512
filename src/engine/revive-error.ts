import { InputError } from '../model/input-error.ts';

/** An error that came from another thread, in the class that it had there. */
export function reviveError({
  name,
  message,
  found,
  expected,
}: Record<'name' | 'message' | 'found' | 'expected', string>): Error {
  if (name === 'InputError') return new InputError(found, expected);
  const error = new Error(message);
  error.name = name;
  return error;
}
