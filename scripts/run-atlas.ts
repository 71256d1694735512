import { InputError } from '../src/model/input-error.ts';
import { roles } from '../src/model/roles.ts';
import { locate } from './atlas-locate.ts';
import { summary } from './atlas-summary.ts';
import { generate } from './generate.ts';
import { plan } from './atlas-plan.ts';
import { UsageError } from './usage-error.ts';

const usage = `Usage: npm run atlas -- COMMAND
  summary FILE... [--db F]... [--json]         ledger, hosts, countries, families, time range
  locate FILE... [--db F]... [--out F]         hits with place columns as CSV
  snapshot FILE...|demo --out F [--size 3840x2160|a4@300] [--view world|LON,LAT,ZOOM] [--theme dark|light]
           [--measure M] [--title T] [--subtitle T] [--contours] [--language TAG] [--db F]...
           [--way W] [--tlp AMBER] [--callouts] [--session F] [--windows START..END,...] [--countries US,BR,...]
           --out can be repeated; F ends in .png, .svg, .pdf, .pptx, .gif (the playback), .html, .csv or .geojson
           --session takes a saved session, or a picture with one in it; a picture each for windows and countries
  plan FILE... [--json]                        how files will be read, and what is not certain about it
  generate --rows N --out F [--seed N]         made-up telemetry for trying out sizes
What is kept (summary, snapshot), named as in a link; repeated or with commas, each keeps what has one of its values:
  --time FROM..TO                              UTC dates or times such as 2026-03-01T06:00Z, TO exclusive
  --country BR,NL  --city CC/REGION/CITY  --network AS64496  --family F  --server S  --prefix 192.0.2.0/24
           figures of summary are then of what is kept, its rows, times and files still of everything
How files are read, where they do not say so themselves (summary, locate, snapshot, plan):
  --map COLUMN=ROLE ...                        a column by its name or its number; ROLE is one of
           ${roles.slice(0, 9).join(', ')},
           ${roles.slice(9).join(', ')}, none
  --zone Z                                     of times that name none: UTC, +02:00, Europe/Vienna
  --date-order day-first|month-first           --date-system 1900|1904, from which a spreadsheet counts its days
  --delimiter comma|semicolon|tab|pipe|blank|none, or the text itself
  --header yes|no                              whether the first record names the columns
  --subject hosts|servers|both                 what the addresses are
  --weigh-networks                             a network counts as many events as it has addresses
  --file-date                                  rows without a time get the date of the file
"demo" stands for the bundled reconstruction. --db (or --mmdb) names a database; repeated, the first that gives a host
a position places it, else the first that gives it a country. DB-IP, where it is installed, comes last.`;

const commands: Record<string, (args: string[]) => Promise<void>> = {
  summary,
  locate,
  plan,
  generate,
  snapshot: async (args) => (await import('./snapshot.ts')).snapshot(args),
};

/** Whether words ask how to use a command; what follows `--` is the name of a file. */
function asksHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return words
    .slice(0, end < 0 ? words.length : end)
    .some((word) => word === '--help' || word === '-h');
}

/** parseArgs of Node throws these for unknown options and missing values. */
function isUsage(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS');
}

/**
 * Runs a command as its words say: what it prints goes to standard output, what is wrong to standard error.
 * @returns the exit status: 2 for what was asked wrongly or cannot be read, 1 for a fault
 */
export async function runAtlas([name = '', ...args]: readonly string[]): Promise<number> {
  if (name === 'help' || asksHelp([name]) || (Object.hasOwn(commands, name) && asksHelp(args))) {
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
