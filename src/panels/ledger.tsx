import './ledger.css';
import { Warning } from '../icons/icons.ts';
import { databaseName, type Summary } from '../model/source.ts';
import { refusalReasons, refusedRows, type Ledger as Counts } from '../model/telemetry.ts';
import { isoDate } from '../model/time.ts';
import { formatCount } from './format-number.ts';

/** Why rows were refused, in words. */
export const reasonWords: Readonly<Record<(typeof refusalReasons)[number], string>> = {
  malformed: 'malformed',
  noAddress: 'without an address',
  badAddress: 'with a bad address',
  badTime: 'with a bad time',
};

/** The reasons for refusals with their numbers: "3 malformed, 1 with a bad time"; '' for none. */
export function refusalWords({ refused }: Pick<Counts, 'refused'>, language?: string): string {
  return refusalReasons
    .filter((reason) => refused[reason] > 0)
    .map((reason) => `${formatCount(refused[reason], language)} ${reasonWords[reason]}`)
    .join(', ');
}

interface Line {
  name: string;
  value: number;
  /** Shown even where the value is 0. */
  always?: boolean;
  indent?: boolean;
}

/**
 * The lines of the ledger: rows = hits + refused, addresses = located + not located. Rows of C2 servers, and rows that
 * name neither a host nor a server, stand beside the rows of telemetry.
 */
export function ledgerLines({
  ledger,
  undatedHits,
  files,
  lists,
  fileCountries,
}: Pick<Summary, 'ledger' | 'undatedHits' | 'files' | 'lists' | 'fileCountries'>): Line[] {
  const { located, unlocated } = ledger;
  const sum = (of: (file: Summary['files'][number]) => number | undefined) =>
    [...files, ...lists].reduce((total, file) => total + (of(file) ?? 0), 0);
  return [
    { name: 'Rows read', value: ledger.rows, always: true },
    { name: 'Hits accepted', value: ledger.hits, always: true },
    { name: 'without a time', value: undatedHits, indent: true },
    {
      name: 'of resolvers, likely not infected',
      value: sum((file) => file.resolvers),
      indent: true,
    },
    { name: 'C2 rows beside', value: sum((file) => file.serverRows) },
    { name: 'Rows set aside', value: sum((file) => file.asideRows) },
    { name: 'Addresses', value: ledger.hosts, always: true },
    { name: 'located to a city', value: located.city, always: true, indent: true },
    { name: 'to a region', value: located.region, indent: true },
    { name: 'to the country only', value: located.country, always: true, indent: true },
    { name: 'of these, country from the file', value: fileCountries?.onlyFile ?? 0, indent: true },
    { name: 'file names another country', value: fileCountries?.disagree ?? 0, indent: true },
    { name: 'not public', value: unlocated.notPublic, indent: true },
    { name: 'not in the database', value: unlocated.notInDatabase, always: true, indent: true },
  ];
}

/** Databases in their order by type and build date, each said once. */
function databaseWords(databases: Summary['databases']): string {
  const words = databases.map((database) => {
    return `${databaseName(database)} of ${isoDate(database.built)}`;
  });
  return [...new Set(words)].join(', ');
}

/** Accounts for every row that was read. */
export function Ledger(props: {
  summary: Summary;
  onRefused: () => void;
  onDatabases: () => void;
  onPiles: () => void;
  onServers: () => void;
  onHowRead: (() => void) | null;
}) {
  const { summary, onRefused, onDatabases, onPiles, onServers, onHowRead } = props;
  const refused = refusedRows(summary.ledger);
  const { databases, notices } = summary;
  return (
    <section className="ledger" aria-label="Ledger">
      <dl>
        {ledgerLines(summary)
          .filter(({ value, always }) => always || value > 0)
          .map(({ name, value, indent }) => (
            <div key={name} data-indent={indent}>
              <dt>{name}</dt>
              <dd>{formatCount(value)}</dd>
            </div>
          ))}
        <div>
          <dt>
            Rows refused
            {refused > 0 && (
              <button type="button" className="link" onClick={onRefused}>
                download
              </button>
            )}
          </dt>
          <dd title={refusalWords(summary.ledger)}>{formatCount(refused)}</dd>
        </div>
      </dl>
      {notices.map((notice) => (
        <button
          key={notice}
          type="button"
          className="ledger-notice"
          title={notice}
          onClick={onDatabases}
        >
          <Warning size={13} role="img" aria-label="Warning:" />
          <span>{notice}</span>
        </button>
      ))}
      <button type="button" className="link small" onClick={onDatabases}>
        {databases.length === 0 ? 'No location database' : `Located by ${databaseWords(databases)}`}
      </button>
      {databases.some(({ role }) => role === 'city') && (
        <button type="button" className="link small" onClick={onPiles}>
          Likely default coordinates…
        </button>
      )}
      {summary.servers.length > 0 && (
        <button type="button" className="link small" onClick={onServers}>
          Command servers…
        </button>
      )}
      {onHowRead && (
        <button type="button" className="link small" onClick={onHowRead}>
          How it was read…
        </button>
      )}
    </section>
  );
}
