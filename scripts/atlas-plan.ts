import { parseArgs } from 'node:util';
import { isFailure, type FilePlan, type ImportFailure } from '../src/model/import-plan.ts';
import type { ImportPlan } from '../src/model/import-plan.ts';
import { refusalReasons } from '../src/model/telemetry.ts';
import { makeFilePlan } from '../src/telemetry/kind-of-file.ts';
import { FlaggedChoices, importOptions } from './import-flags.ts';
import { openFile } from './input-files.ts';
import { UsageError } from './usage-error.ts';

function columnLines({ columns }: ImportPlan | ImportFailure): string[] {
  return columns.map(({ index, name, role, fallback, personal, samples }) => {
    const what = role ? `${role}${fallback ? ', where the other is empty' : ''}` : '-';
    const shown = personal && !role ? 'personal, never read unless mapped' : samples.join(' | ');
    return `  ${String(index + 1).padStart(3)} ${name.padEnd(24)} ${what.padEnd(12)} ${shown}`.trimEnd();
  });
}

function countLines({ counts, refused, whole }: ImportPlan): string[] {
  const reasons = refusalReasons
    .filter((reason) => refused[reason] > 0)
    .map((reason) => `${refused[reason]} ${reason}`);
  const sum = refusalReasons.reduce((total, reason) => total + refused[reason], 0);
  return [
    `  ${whole ? 'whole file' : 'first part'}: ${counts.rows} rows, ${counts.hits} hits, ${sum} refused` +
      `${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}, ${counts.servers} C2 servers, ${counts.asideRows} rows set aside`,
  ];
}

function partLines(part: ImportPlan | ImportFailure): string[] {
  const head = isFailure(part)
    ? [`${part.name}: cannot be read`, `  ${part.found}`, `  Expected: ${part.expected}`]
    : [`${part.name}: ${part.recognition.format}`, ...part.recognition.why.map((w) => `  ${w}`)];
  const decisions = part.decisions.map(
    ({ what, value, certain }) => `  ${what}: ${value}${certain ? '' : ' (not certain)'}`,
  );
  const rest = isFailure(part) ? [] : countLines(part);
  return [...head, ...columnLines(part), ...decisions, ...rest];
}

function words(plans: readonly FilePlan[]): string {
  return plans
    .flatMap(({ name, kind, parts }) => {
      if (kind === 'database') return [`${name}: a location or network database`, ''];
      const archive = parts.length > 1 ? [`${name}: ${parts.length} members`] : [];
      return [...archive, ...parts.flatMap((part) => [...partLines(part), ''])];
    })
    .join('\n');
}

/** `atlas plan`: how files will be read, and what is not certain about it, as words or as one JSON list. */
export async function plan(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...importOptions, json: { type: 'boolean' } },
  });
  if (positionals.length === 0) throw new UsageError('no file named; expected FILE...');
  const flagged = new FlaggedChoices(values);
  const plans: FilePlan[] = [];
  for (const path of positionals) {
    const { blob, name } = await openFile(path);
    plans.push(await makeFilePlan(blob, name, await flagged.for(blob, name)));
  }
  flagged.check();
  console.log(values.json ? JSON.stringify(plans, null, 2) : words(plans));
}
