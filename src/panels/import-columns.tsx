import type { ImportColumn } from '../model/import-plan.ts';
import { roles, type Role } from '../model/roles.ts';
import { roleWords } from './import-words.ts';

function nameOf({ name, index }: ImportColumn): string {
  return name === '' ? `Column ${index + 1}` : name;
}

function Samples({ column }: { column: ImportColumn }) {
  const { personal, role, samples } = column;
  if (personal && role === null) {
    return <em>personal, never read unless mapped</em>;
  }
  if (samples.length === 0) return <span className="small">empty in the first rows</span>;
  return samples.join(' · ');
}

/**
 * The columns of a file: what each is read as, to be changed, and some of its values. The roles are said outright: on a
 * phone the cells are laid out otherwise, and browsers then forget that they are a table.
 */
export function ImportColumns(props: {
  columns: readonly ImportColumn[];
  onRole: (column: number, role: Role | null) => void;
}) {
  const { columns, onRole } = props;
  return (
    <div className="table-scroll import-table import-columns">
      <table role="table" className="table" aria-label="Columns">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              Column
            </th>
            <th role="columnheader" scope="col">
              Read as
            </th>
            <th role="columnheader" scope="col">
              First values
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {columns.map((column) => (
            <tr role="row" key={column.index} data-read={column.role !== null}>
              <th role="rowheader" scope="row" className="name">
                {nameOf(column)}
              </th>
              <td role="cell">
                <select
                  className="field"
                  aria-label={`Read ${nameOf(column)} as`}
                  value={column.role ?? ''}
                  onChange={(event) =>
                    onRole(
                      column.index,
                      event.target.value === '' ? null : (event.target.value as Role),
                    )
                  }
                >
                  <option value="">not read</option>
                  {roles.map((role) => (
                    <option key={role} value={role}>
                      {roleWords[role]}
                    </option>
                  ))}
                </select>
                {column.fallback && <span className="small">where the other is empty</span>}
              </td>
              <td role="cell" className="import-samples">
                <Samples column={column} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
