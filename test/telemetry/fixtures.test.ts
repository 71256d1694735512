import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBytes, type ShownHit, type ShownRefusal } from './read-bytes.ts';

/** What a fixture's JSON file says about its CSV file. */
interface Expected {
  format: string;
  rows: number;
  hits: ShownHit[];
  refusals: ShownRefusal[];
}

const folder = resolve(import.meta.dirname, '../fixtures');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.csv'))
  .map((file) => file.slice(0, -4));

describe('fixtures', () => {
  it.each(names)('reads %s, whole and in small chunks', (name) => {
    const expected = JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as Expected;
    const bytes = readFileSync(resolve(folder, `${name}.csv`));
    for (const chunk of [bytes.length, 1, 7, 64]) {
      const { recognition, rows, hits, refusals } = readBytes(bytes, { name, chunk });
      expect({ format: recognition.format, rows, hits, refusals }).toEqual(expected);
    }
  });
});
