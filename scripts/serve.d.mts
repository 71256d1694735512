import type { Server } from 'node:http';

/** Serves a folder over HTTP; where the port is taken and not `strict`, the next free one is used and said. */
export function serve(
  folder: string,
  wanted: number,
  strict?: boolean,
): Promise<{ server: Server; port: number }>;
