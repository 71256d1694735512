import { makeCaller } from '../model/rpc.ts';
import type { RowPacker } from './pack-rows.ts';

/** The calls of the worker that packs. */
export type PackProtocol = {
  add: {
    request: { rows: Uint8ClampedArray; width: number; count: number };
    response: void;
    progress: never;
  };
  finish: { request: null; response: Uint8Array[]; progress: never };
};

/** As `packRows`, in a worker of its own: a picture is drawn and packed at the same time. */
export function packBeside(): RowPacker {
  const worker = new Worker(new URL('./pack-worker.ts', import.meta.url), { type: 'module' });
  const caller = makeCaller<PackProtocol>(worker, ({ message }) => new Error(message));
  worker.addEventListener('error', ({ message }) =>
    caller.fail(new Error(`The worker that packs was lost: ${message || 'no reason was given'}.`)),
  );
  return {
    add(rows, width, count) {
      // What is part of something larger is copied.
      const isWhole = rows.byteLength === rows.buffer.byteLength;
      const transfer = isWhole ? [rows.buffer as ArrayBuffer] : [];
      return caller.call('add', { rows, width, count }, { transfer });
    },
    finish: () => caller.call('finish', null),
    close() {
      caller.fail(new Error('The packing was ended.'));
      worker.terminate();
    },
  };
}
