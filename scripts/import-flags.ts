import {
  type FileChoices,
  type ImportColumn,
  type ImportOverride,
} from '../src/model/import-plan.ts';
import { roles, type Role } from '../src/model/roles.ts';
import { makeFilePlan } from '../src/telemetry/kind-of-file.ts';
import { isZone } from '../src/telemetry/time-zone.ts';
import { UsageError } from './usage-error.ts';

/** The flags that say how files are to be read, for `parseArgs`. */
export const importOptions = {
  map: { type: 'string', multiple: true },
  zone: { type: 'string' },
  'date-order': { type: 'string' },
  'date-system': { type: 'string' },
  delimiter: { type: 'string' },
  header: { type: 'string' },
  subject: { type: 'string' },
  'weigh-networks': { type: 'boolean' },
  'file-date': { type: 'boolean' },
} as const;

/** The values of these flags. */
export interface ImportFlags {
  map?: string[];
  zone?: string;
  'date-order'?: string;
  'date-system'?: string;
  delimiter?: string;
  header?: string;
  subject?: string;
  'weigh-networks'?: boolean;
  'file-date'?: boolean;
}

/** A column by its name or its number from 1, and the role that it is given; null for none. */
interface Mapping {
  text: string;
  column: string;
  role: Role | null;
}

const delimiterWords: Readonly<Record<string, string>> = {
  ...{ comma: ',', semicolon: ';', tab: '\t', pipe: '|', blank: ' ', none: '', '\\t': '\t' },
};

function oneOf<T extends string>(flag: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${flag} "${text}"; expected one of ${choices.join(', ')}.`);
}

function mappingOf(text: string): Mapping {
  const at = text.lastIndexOf('=');
  const [column, role] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1) throw new UsageError(`--map "${text}"; expected COLUMN=ROLE such as src_ip=address.`);
  if (role === 'none') return { text, column, role: null };
  return { text, column, role: oneOf('map', role, roles) };
}

/** What the flags choose, but for the columns, which every file has its own of. */
function plainChoices(flags: ImportFlags): ImportOverride {
  const { zone, delimiter, header, subject } = flags;
  const order = flags['date-order'];
  const system = flags['date-system'];
  if (zone !== undefined && !isZone(zone)) {
    throw new UsageError(
      `--zone "${zone}"; expected UTC, +02:00, or a name such as Europe/Vienna.`,
    );
  }
  return {
    ...(zone !== undefined && { zone }),
    ...(order !== undefined && {
      dateOrder: oneOf('date-order', order, ['day-first', 'month-first']),
    }),
    ...(system !== undefined && {
      dateSystem: oneOf('date-system', system, ['1900', '1904']) === '1900' ? 1900 : 1904,
    }),
    ...(delimiter !== undefined && { delimiter: delimiterWords[delimiter] ?? delimiter }),
    ...(header !== undefined && { header: oneOf('header', header, ['yes', 'no']) === 'yes' }),
    ...(subject !== undefined && {
      subject: oneOf('subject', subject, ['hosts', 'servers', 'both']),
    }),
    ...(flags['weigh-networks'] && { weightNetworks: true }),
    ...(flags['file-date'] && { useFileDate: true }),
  };
}

function columnFor(
  { column }: Mapping,
  columns: readonly ImportColumn[],
): ImportColumn | undefined {
  const named = columns.find(({ name }) => name === column);
  if (named || !/^\d+$/.test(column)) return named;
  return columns[Number(column) - 1];
}

/** Makes of the flags the choices for one file after the other. */
export class FlaggedChoices {
  private readonly plain: ImportOverride;
  private readonly mappings: Mapping[];
  /** Mappings whose column no file had so far, and the columns that there were. */
  private readonly unmet: Set<string>;
  private seen: string[] = [];

  /** @throws UsageError where a flag says what it cannot */
  constructor(flags: ImportFlags) {
    this.plain = plainChoices(flags);
    this.mappings = (flags.map ?? []).map(mappingOf);
    this.unmet = new Set(this.mappings.map(({ text }) => text));
  }

  /** The choices for a file; those of columns that it does not have are left out. */
  async for(blob: Blob, name: string): Promise<FileChoices> {
    const { plain, mappings } = this;
    if (mappings.length === 0) return Object.keys(plain).length > 0 ? { override: plain } : {};
    const { parts } = await makeFilePlan(blob, name, { override: plain });
    const members = parts.map(({ columns }) => ({ ...plain, columns: this.columnsOf(columns) }));
    return { override: plain, members };
  }

  /** @throws UsageError where a mapping names a column that no file has */
  check(): void {
    const [text] = this.unmet;
    if (text === undefined) return;
    const there = this.seen.filter((name) => name !== '').slice(0, 12);
    throw new UsageError(
      `--map "${text}" names no column of the files; expected one of ${there.join(', ') || 'its numbers from 1'}.`,
    );
  }

  private columnsOf(columns: readonly ImportColumn[]): NonNullable<ImportOverride['columns']> {
    this.seen = columns.map(({ name }) => name);
    const chosen: Partial<Record<Role, number | null>> = {};
    for (const mapping of this.mappings) {
      const column = columnFor(mapping, columns);
      if (!column) continue;
      this.unmet.delete(mapping.text);
      if (mapping.role) chosen[mapping.role] = column.index;
      else if (column.role) chosen[column.role] ??= null;
    }
    return chosen;
  }
}
