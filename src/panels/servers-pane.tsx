import './servers-pane.css';
import { useMemo, useState } from 'react';
import { Down, Download, Up } from '../icons/icons.ts';
import { Button } from 'react-aria-components';
import { countryName } from '../model/country-name.ts';
import { measureWords } from '../model/measure.ts';
import { statusWords } from '../model/server-shapes.ts';
import type { C2Server } from '../model/telemetry.ts';
import { isoDate } from '../model/time.ts';
import { rankingQuery } from '../state/queries.ts';
import { useSource } from '../state/source-context.ts';
import { useChoices, useCounted } from '../state/store.ts';
import { useAggregate } from '../state/use-aggregate.ts';
import { formatCount, formatShare } from './format-number.ts';
import { pageLanguage } from './language.ts';
import { saveFile } from './save-file.ts';
import { ServerMarkShape } from './server-mark.tsx';
import {
  serverRows,
  serversCsv,
  sortedRows,
  type ServerColumn,
  type ServerRow,
} from './servers-table.ts';

/** More servers than any list has. */
const ALL_SERVERS = 100_000;
const noServers: readonly C2Server[] = [];

const columnNames: Readonly<Record<ServerColumn, string>> = {
  address: 'Server',
  country: 'Country',
  network: 'Network',
  family: 'Family',
  status: 'Status',
  firstSeen: 'First seen',
  lastSeen: 'Last seen',
  victims: 'Victims',
};

interface Sorting {
  column: ServerColumn;
  isDescending: boolean;
}

function Head(props: {
  column: ServerColumn;
  sorting: Sorting;
  onSorting: (sorting: Sorting) => void;
}) {
  const { column, sorting, onSorting } = props;
  const isSorted = sorting.column === column;
  const Arrow = sorting.isDescending ? Down : Up;
  const order = sorting.isDescending ? 'descending' : 'ascending';
  const first = column === 'victims';
  return (
    <th
      scope="col"
      aria-sort={isSorted ? order : 'none'}
      className={column === 'victims' ? 'number' : undefined}
    >
      <button
        type="button"
        className="servers-sort"
        onClick={() =>
          onSorting({ column, isDescending: isSorted ? !sorting.isDescending : first })
        }
      >
        {columnNames[column]}
        {isSorted && <Arrow size={12} aria-hidden="true" />}
      </button>
    </th>
  );
}

function Row(props: { row: ServerRow; total: number; isChosen: boolean; onToggle: () => void }) {
  const { server, victims } = props.row;
  const day = (time: number | null) => (time === null ? '–' : isoDate(time));
  const country = server.country ? countryName(server.country, pageLanguage()) : '–';
  return (
    <tr data-chosen={props.isChosen}>
      <th scope="row">
        <label className="servers-choose">
          <input type="checkbox" checked={props.isChosen} onChange={props.onToggle} />
          <span>
            {server.address}
            {server.name && <span className="small servers-name">{server.name}</span>}
          </span>
        </label>
      </th>
      <td>{country}</td>
      <td>{server.network ?? '–'}</td>
      <td>{server.family || '–'}</td>
      <td className="servers-status">
        <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
          <ServerMarkShape status={server.status} />
        </svg>
        {statusWords[server.status]}
      </td>
      <td>{day(server.firstSeen)}</td>
      <td>{day(server.lastSeen)}</td>
      <td className="number">
        {victims === null
          ? '–'
          : `${formatCount(victims)} · ${formatShare(props.total > 0 ? victims / props.total : 0, 1)}`}
      </td>
    </tr>
  );
}

function Actions(props: { chosen: number; onAll: () => void; onSave: () => void }) {
  const { chosen, onAll, onSave } = props;
  return (
    <div className="servers-actions">
      <span role="status">
        {chosen === 0 ? 'All are shown.' : `${formatCount(chosen)} chosen.`}
      </span>
      <Button className="button" isDisabled={chosen === 0} onPress={onAll}>
        Show all
      </Button>
      <Button className="button" onPress={onSave}>
        <Download size={14} aria-hidden="true" />
        CSV
      </Button>
    </div>
  );
}

/** Every C2 server, to be sorted, saved, and chosen: the page then shows the victims of the chosen ones. */
export function ServersPane() {
  const { summary } = useSource();
  const counted = useCounted();
  const servers = summary?.servers ?? noServers;
  const { data } = useAggregate(rankingQuery(counted, 'server', ALL_SERVERS));
  const [sorting, setSorting] = useState<Sorting>({ column: 'victims', isDescending: true });
  const rows = useMemo(
    () => sortedRows(serverRows(servers, data), sorting.column, sorting.isDescending),
    [servers, data, sorting],
  );
  const chosen = counted.where.server ?? [];
  const { toggle, clearDimension } = useChoices.getState();
  const total = data?.total ?? 0;
  const { unit } = measureWords[counted.measure];
  const save = () => {
    const csv = serversCsv(rows, counted.measure, total);
    saveFile(new Blob([csv], { type: 'text/csv' }), 'command-servers.csv');
  };
  return (
    <>
      <p>
        Choose servers to see their victims alone, on the map and in every figure. Victims are{' '}
        {unit} that called a server; their share is of all that the other filters keep.
      </p>
      <Actions chosen={chosen.length} onAll={() => clearDimension('server')} onSave={save} />
      <div className="table-scroll" role="region" aria-label="Table of servers" tabIndex={0}>
        <table className="table servers">
          <thead>
            <tr>
              {(Object.keys(columnNames) as ServerColumn[]).map((column) => (
                <Head key={column} {...{ column, sorting }} onSorting={setSorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.server.address}
                {...{ row, total }}
                isChosen={chosen.includes(row.server.address)}
                onToggle={() => toggle('server', row.server.address)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
