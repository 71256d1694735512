import { describe, expect, it } from 'vitest';
import { alikeParts } from '../../src/panels/import-entry.ts';
import { countsWords } from '../../src/panels/import-words.ts';
import { planImport } from '../../src/telemetry/import-plan.ts';

const entries = [
  { id: 4, keys: ['a', 'b', 'a', ''] },
  { id: 7, keys: ['a'] },
];
const told = (text: string) => countsWords(planImport(new TextEncoder().encode(text), 'x.csv', {}));

describe('parts of an import', () => {
  it('are alike where their columns are, in whatever file', () => {
    expect(alikeParts(entries, 4, 0)).toEqual([
      { id: 4, position: 2 },
      { id: 7, position: 0 },
    ]);
    expect(alikeParts(entries, 4, 1)).toEqual([]);
    expect(alikeParts(entries, 4, 3)).toEqual([]);
    expect(alikeParts(entries, 9, 0)).toEqual([]);
  });

  it('count the rows of servers and those set aside among all rows', () => {
    expect(told('address,status\n203.0.113.1,active\n203.0.113.2,active\n')).toBe(
      'The whole file: 2 rows, 0 refused, 2 C2 servers',
    );
    expect(told('ip,time\n192.0.2.1,2026-03-01\nx,2026-03-01\n')).toBe(
      'The whole file: 2 rows, 1 hit, 1 refused (1 with a bad address)',
    );
  });
});
