import { describe, expect, it } from 'vitest';
import {
  agreedChoices,
  chooseRole,
  isEmptyChoice,
  joinChoices,
  needsAnswer,
} from '../../src/model/import-choices.ts';
import type { ImportOverride } from '../../src/model/import-plan.ts';
import { planImport } from '../../src/telemetry/import-plan.ts';

const log = [
  'when,client,other_ip,malware,label',
  '03/04/2026 10:00,192.0.2.1,198.51.100.1,zeus,a',
  '04/04/2026 10:00,192.0.2.2,198.51.100.1,,b',
  '',
].join('\n');
const plan = (override?: ImportOverride) =>
  planImport(new TextEncoder().encode(log), 'log.csv', override);
const rolesOf = (override?: ImportOverride) => plan(override).columns.map(({ role }) => role);

describe('chooseRole', () => {
  it('swaps two columns in two steps', () => {
    expect(rolesOf()).toEqual(['time', 'address', null, 'family', 'family']);
    const first = chooseRole({}, plan(), 2, 'address');
    expect(rolesOf(first)).toEqual(['time', null, 'address', 'family', 'family']);
    const second = chooseRole(first, plan(first), 1, 'server');
    expect(rolesOf(second)).toEqual(['time', 'server', 'address', 'family', 'family']);
    const back = chooseRole(second, plan(second), 1, 'address');
    expect(rolesOf(back)).toEqual(['time', 'address', null, 'family', 'family']);
  });

  it('takes a role away, and a column that only stood in', () => {
    const undated = chooseRole({}, plan(), 0, null);
    expect(rolesOf(undated)[0]).toBe(null);
    expect(plan(undated).rows[0]).toMatchObject({ time: null, family: 'zeus' });
    const alone = chooseRole({}, plan(), 4, null);
    expect(rolesOf(alone)).toEqual(['time', 'address', null, 'family', null]);
    expect(plan(alone).rows[1]).toMatchObject({ family: '' });
  });
});

describe('agreedChoices', () => {
  it('makes of what holds now a choice, so that it need not be asked again', () => {
    const before = plan();
    expect(needsAnswer(before)).toBe(true);
    const agreed = agreedChoices({}, before);
    const after = plan(agreed);
    expect(needsAnswer(after)).toBe(false);
    expect(after.rows).toEqual(before.rows);
    expect(agreed).toMatchObject({ dateOrder: 'day-first', zone: 'UTC', columns: { address: 1 } });
  });

  it('leaves alone what is certain', () => {
    const text = 'timestamp,ip\n2026-01-02T03:04:05Z,192.0.2.1\n';
    const sure = planImport(new TextEncoder().encode(text), 'sure.csv');
    expect(isEmptyChoice(agreedChoices({}, sure))).toBe(true);
  });
});

it('joins choices role by role', () => {
  const joined = joinChoices(
    { zone: 'UTC', columns: { address: 1, time: 0 } },
    { columns: { time: null }, subject: 'servers' },
  );
  expect(joined).toEqual({ zone: 'UTC', subject: 'servers', columns: { address: 1, time: null } });
});
