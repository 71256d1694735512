import type { FileChoices } from '../model/import-plan.ts';
import { InputError } from '../model/input-error.ts';
import type { C2Server } from '../model/telemetry.ts';
import { makeDictionaries } from './dictionaries.ts';
import { readTelemetry } from './read-telemetry.ts';

const expected = 'a C2 list with a column of addresses such as "address", "ip" or "dst_ip".';

/**
 * Reads a list of C2 servers in any format that telemetry may have: what its rows say is taken for servers, unless
 * they say otherwise. Places are left null.
 * @throws InputError where there is no column of addresses, or no server in the list
 */
export async function readC2List(
  stream: ReadableStream<Uint8Array>,
  name: string,
  signal?: AbortSignal,
  choices: FileChoices = {},
): Promise<C2Server[]> {
  const nothing = { ...choices, batch: () => undefined };
  const { servers, rows } = await readTelemetry(stream, name, makeDictionaries(), nothing, signal);
  if (servers.length > 0 || rows === 0) return servers;
  const found = `"${name}" names no C2 server in ${rows.toLocaleString('en')} rows.`;
  throw new InputError(found, expected);
}
