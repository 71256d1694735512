import { serveCalls } from '../model/rpc.ts';
import type { PackProtocol } from './pack-beside.ts';
import { packRows } from './pack-rows.ts';

const packer = packRows();

// TypeScript takes `self` for a window here, whose postMessage has other parameters.
serveCalls<PackProtocol>(self, {
  add: ({ rows, width, count }) => packer.add(rows, width, count),
  async finish(_, { transfer }) {
    const parts = await packer.finish();
    transfer(parts.map(({ buffer }) => buffer as ArrayBuffer));
    return parts;
  },
});
