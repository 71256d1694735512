import { createSHA256 } from 'hash-wasm';
import { serveCalls } from '../model/rpc.ts';
import { hashFiles, type HashProtocol } from './hash-files.ts';

async function makeHash() {
  const hash = await createSHA256();
  return { update: (bytes: Uint8Array) => void hash.update(bytes), digest: () => hash.digest() };
}

serveCalls<HashProtocol>(self, {
  hash: ({ files }, { progress, signal }) => hashFiles(files, makeHash, progress, signal),
});
