import type { ImportPlan, ImportRow } from '../model/import-plan.ts';
import type { C2Server } from '../model/telemetry.ts';
import { formatCount } from './format-number.ts';
import { reasonWords } from './ledger.tsx';

const SHOWN = 8;

interface Column<T> {
  title: string;
  /** Shown even where every cell is empty. */
  always?: boolean;
  isNumber?: boolean;
  text: (row: T) => string;
}

const number = (value: number) => (value === 0 ? '' : String(value));

const hitColumns: readonly Column<ImportRow>[] = [
  {
    title: 'Time (UTC)',
    always: true,
    text: ({ time }) => time?.replace('T', ' ').replace('Z', '') ?? 'undated',
  },
  { title: 'Address', always: true, text: ({ address }) => address },
  { title: 'Prefix', always: true, text: ({ prefix }) => prefix },
  { title: 'Family', text: ({ family }) => family },
  { title: 'C2 server', text: ({ server }) => server },
  { title: 'Port', isNumber: true, text: ({ port }) => number(port) },
  { title: 'Machine id', text: ({ machine }) => machine },
  { title: 'AS', isNumber: true, text: ({ network }) => number(network) },
  { title: 'Country in the file', text: ({ country }) => country },
  {
    title: 'Events',
    isNumber: true,
    text: ({ weight }) => (weight === 1 ? '' : formatCount(weight)),
  },
];

const serverColumns: readonly Column<C2Server>[] = [
  { title: 'Address', always: true, text: ({ address }) => address },
  { title: 'Port', isNumber: true, text: ({ port }) => (port === null ? '' : String(port)) },
  { title: 'Family', text: ({ family }) => family },
  { title: 'Status', always: true, text: ({ status }) => status },
  { title: 'Name', text: ({ name }) => name },
  { title: 'Country', text: ({ country }) => country },
  { title: 'Source', text: ({ source }) => source },
];

function Rows<T>(props: { label: string; rows: readonly T[]; columns: readonly Column<T>[] }) {
  const { label, columns } = props;
  const rows = props.rows.slice(0, SHOWN);
  const shown = columns.filter(
    ({ always, text }) => always || rows.some((row) => text(row) !== ''),
  );
  return (
    <div className="table-scroll import-table" tabIndex={0} role="group" aria-label={label}>
      <table className="table" aria-label={label}>
        <thead>
          <tr>
            {shown.map(({ title, isNumber }) => (
              <th key={title} scope="col" className={isNumber ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {shown.map(({ title, isNumber, text }) => (
                <td key={title} className={isNumber ? 'number' : undefined}>
                  {text(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Refusals({ refusals }: Pick<ImportPlan, 'refusals'>) {
  return (
    <ul className="import-refusals">
      {refusals.slice(0, 5).map(({ line, reason, text }) => (
        <li key={line}>
          Line {formatCount(line)}, {reasonWords[reason]}
          {text !== '' && (
            <>
              : <code>{text}</code>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The first rows as they will be read, and the first that will be refused. */
export function ImportRows({ plan }: { plan: ImportPlan }) {
  const { rows, servers, refusals } = plan;
  return (
    <>
      {rows.length > 0 && <Rows label="First hits" rows={rows} columns={hitColumns} />}
      {servers.length > 0 && (
        <>
          <h4>C2 servers</h4>
          <Rows label="First C2 servers" rows={servers} columns={serverColumns} />
        </>
      )}
      {rows.length === 0 && servers.length === 0 && <p>No row of the first part can be read.</p>}
      {refusals.length > 0 && (
        <>
          <h4>Refused</h4>
          <Refusals refusals={refusals} />
        </>
      )}
    </>
  );
}
