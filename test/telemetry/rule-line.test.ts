import { expect, it } from 'vitest';
import { isRuleText } from '../../src/telemetry/rule-line.ts';

it('tells the frame of a printed table from rows', () => {
  const frames = [
    '-----+----',
    '|---|:--:|',
    '+====+===+',
    '  ---- ---- ',
    '(2 rows)',
    '(1 row)\r',
  ];
  expect(frames.map(isRuleText)).toEqual(frames.map(() => true));
  // A row of nothing is a row, and so is what begins as a rule does.
  const rows = ['-|-|-', '-\t-', '', '---x', '(2 rows) x', '192.0.2.1', '--- 192.0.2.1', '-,-,---'];
  expect(rows.map(isRuleText)).toEqual(rows.map(() => false));
});

it('takes no longer where a rule is long', () => {
  const start = performance.now();
  for (let i = 0; i < 100; i++) expect(isRuleText(`${'-'.repeat(100_000)}x`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(2000);
});
