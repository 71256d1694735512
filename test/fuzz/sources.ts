import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { FuzzInput } from './mutations.ts';

const fixtures = resolve(import.meta.dirname, '../fixtures');
const samples = resolve(import.meta.dirname, '../../../shared/samples');
const LARGEST = 200_000;

/** Files of a folder and of those in it, that are not too large to be changed thousands of times. */
function filesOf(folder: string, isWanted: (name: string) => boolean): FuzzInput[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }))
    .filter(({ bytes }) => bytes.length <= LARGEST);
}

/** What is mutated: the fixtures, and samples where they lie beside the project. */
export function fuzzSources(): FuzzInput[] {
  const isData = (name: string) => !name.startsWith('.') && !name.endsWith('.md');
  return [...filesOf(fixtures, isData), ...(existsSync(samples) ? filesOf(samples, isData) : [])];
}
