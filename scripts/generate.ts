import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { telemetryText } from './telemetry-text.ts';
import { UsageError } from './usage-error.ts';

/** `atlas generate`: writes made-up telemetry of any size. */
export async function generate(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rows: { type: 'string' }, out: { type: 'string' }, seed: { type: 'string' } },
  });
  const rows = Number(values.rows);
  if (!Number.isInteger(rows) || rows < 1) {
    throw new UsageError(`--rows is "${values.rows ?? ''}"; expected a whole number from 1.`);
  }
  if (!values.out) throw new UsageError('--out is missing; expected a file to write.');
  const out = createWriteStream(values.out);
  for (const part of telemetryText(rows, Number(values.seed ?? 1))) {
    if (!out.write(part)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
