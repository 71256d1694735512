import { openDatabase } from '../geo/open-database.ts';
import { serveCalls } from '../model/rpc.ts';
import { fetchDatabase, forgetFetched } from './fetch-bytes.ts';
import type { FlattenProtocol } from './flatten-client.ts';
import { openKeptDatabases } from './kept-databases.ts';

serveCalls<FlattenProtocol>(globalThis, {
  keep: async (input) => {
    const kept = await openKeptDatabases();
    if (!kept || !('url' in input)) return false;
    const bytes = await fetchDatabase(input, () => undefined);
    const flat = openDatabase(bytes, input.name).flatten();
    if (!flat) return false;
    await kept.write(input.url, flat);
    await forgetFetched(input.url);
    return true;
  },
});
