import { InputError } from '../src/model/input-error.ts';
import { locate } from './atlas-locate.ts';
import { summary } from './atlas-summary.ts';
import { generate } from './generate.ts';
import { UsageError } from './usage-error.ts';

const usage = `Usage: npm run atlas -- COMMAND
  summary FILE... [--db F]... [--json]         ledger, hosts, countries, families, time range
  locate FILE... [--db F]... [--out F]         hits with place columns as CSV
  snapshot FILE...|demo --out F.png [--size 3840x2160|a4@300] [--view world|LON,LAT,ZOOM] [--theme dark|light]
           [--measure M] [--title T] [--subtitle T] [--db F]...
  generate --rows N --out F [--seed N]         made-up telemetry for trying out sizes
"demo" stands for the bundled reconstruction. --db (or --mmdb) names a database; repeated, the first that gives a host
a position places it, else the first that gives it a country. DB-IP, where it is installed, comes last.`;

const commands: Record<string, (args: string[]) => Promise<void>> = {
  summary,
  locate,
  generate,
  snapshot: async (args) => (await import('./snapshot.ts')).snapshot(args),
};

/** parseArgs of Node throws these for unknown options and missing values. */
function isUsage(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS');
}

async function main([name = '', ...args]: string[]): Promise<number> {
  if (name === '--help' || name === 'help') {
    console.log(usage);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const found = name === '' ? 'no command' : `no command "${name}"`;
    console.error(
      `atlas: ${found}; expected one of ${Object.keys(commands).join(', ')}.\n${usage}`,
    );
    return 2;
  }
  try {
    await command(args);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`atlas ${name}: ${message.replaceAll('\n', ' ')}`);
    const unreadable =
      (error as { code?: string }).code === 'ENOENT' || error instanceof InputError;
    return isUsage(error) || unreadable ? 2 : 1;
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
