import type { FileChoices } from '../model/import-plan.ts';
import { InputError } from '../model/input-error.ts';
import { makeDictionaries } from './dictionaries.ts';
import { readTelemetry, type TelemetryResult } from './read-telemetry.ts';

const expected = 'a C2 list with a column of addresses such as "address", "ip" or "dst_ip".';

/**
 * Reads a list of C2 servers in any format that telemetry may have: what its rows say is taken for servers, unless
 * they say otherwise. Places are left null. What came of its rows is told as of telemetry.
 * @throws InputError where there is no column of addresses, or no server in the list
 */
export async function readC2List(
  stream: ReadableStream<Uint8Array>,
  name: string,
  signal?: AbortSignal,
  choices: FileChoices = {},
): Promise<TelemetryResult> {
  const nothing = { ...choices, lent: true, batch: () => undefined };
  const result = await readTelemetry(stream, name, makeDictionaries(), nothing, signal);
  const { servers, rows } = result;
  if (servers.length > 0 || rows === 0) return result;
  const found = `"${name}" names no C2 server in ${rows.toLocaleString('en')} rows.`;
  throw new InputError(found, expected);
}
