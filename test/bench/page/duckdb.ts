import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { AsyncDuckDB, VoidLogger, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';
import wasm from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';

/** DuckDB in a worker of the page, in memory. */
export interface Duck {
  connection: AsyncDuckDBConnection;
  close(): Promise<void>;
}

/** Starts DuckDB-WASM, its build with WebAssembly exceptions: what its own loader takes in Chromium. */
export async function startDuck(): Promise<Duck> {
  const database = new AsyncDuckDB(new VoidLogger(), new Worker(workerUrl));
  await database.instantiate(wasm);
  const connection = await database.connect();
  return {
    connection,
    async close() {
      await connection.close();
      await database.terminate();
    },
  };
}

/** Appends columns of equal length to a table, which is made where it is not there. */
export async function appendColumns(
  { connection }: Duck,
  name: string,
  columns: Record<string, Uint32Array | Uint8Array>,
  create: boolean,
): Promise<void> {
  await connection.insertArrowFromIPCStream(tableToIPC(tableFromArrays(columns), 'stream'), {
    name,
    create,
  });
}
