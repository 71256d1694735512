import {
  isFailure,
  type ImportDecision,
  type ImportFailure,
  type ImportOverride,
  type ImportPlan,
} from './import-plan.ts';
import type { Role } from './roles.ts';

type Part = ImportPlan | ImportFailure;

/** Choices with further ones on top; those of columns are joined role by role. */
export function joinChoices(base: ImportOverride, further: ImportOverride): ImportOverride {
  const columns = { ...base.columns, ...further.columns };
  const joined = { ...base, ...further };
  return Object.keys(columns).length > 0 ? { ...joined, columns } : joined;
}

/**
 * Choices after a column got a role, or none: whatever it was read as before is read no more, and whichever column had the
 * role before has none.
 * @param part as those choices made it
 */
export function chooseRole(
  choices: ImportOverride,
  { columns }: Pick<Part, 'columns'>,
  column: number,
  role: Role | null,
): ImportOverride {
  const chosen: Partial<Record<Role, number | null>> = { ...choices.columns };
  for (const [other, at] of Object.entries(chosen) as [Role, number | null][]) {
    if (at === column) chosen[other] = null;
  }
  const now = columns[column];
  const ignored = (choices.ignored ?? []).filter((other) => other !== column);
  if (now?.fallback) ignored.push(column);
  else if (now?.role && now.role !== role) chosen[now.role] = null;
  if (role !== null) chosen[role] = column;
  return { ...choices, columns: chosen, ...(ignored.length > 0 && { ignored }) };
}

/** Choices with what holds now for every decision that is not certain: whoever opens the file so has agreed to it. */
export function agreedChoices(
  choices: ImportOverride,
  { decisions }: Pick<Part, 'decisions'>,
): ImportOverride {
  const open = decisions.filter(({ certain }) => !certain);
  return open.reduce((joined, { choices: answers, chosen }) => {
    const answer = answers[chosen];
    return answer ? joinChoices(joined, answer.override) : joined;
  }, choices);
}

/** Whether nothing at all was chosen. */
export function isEmptyChoice({ columns = {}, ...others }: ImportOverride): boolean {
  return Object.keys(columns).length === 0 && Object.keys(others).length === 0;
}

/** The decisions of a part that should be asked. */
export function openDecisions({ decisions }: Pick<Part, 'decisions'>): ImportDecision[] {
  return decisions.filter(({ certain }) => !certain);
}

/** Whether somebody should look at a part before it is opened. */
export function needsAnswer(part: Part): boolean {
  return isFailure(part) ? part.mendable : openDecisions(part).length > 0;
}
