import { Fragment } from 'react';
import type { FileInfo } from '../model/source.ts';
import { formatBytes, formatCount } from './format-number.ts';

/** A file that is open and still at hand. */
export interface FileAtHand {
  name: string;
  isList: boolean;
  /** Whether it was read by choices of before, without a question. */
  remembered: boolean;
}

/** The file of which a line of the summary tells, by its position; -1 where it is not at hand. */
function positionOf(name: string, atHand: readonly FileAtHand[]): number {
  return atHand.findLastIndex(
    (file) => !file.isList && (name === file.name || name.startsWith(`${file.name}: `)),
  );
}

function HowRead(props: { name: string; remembered: boolean; onChange: () => void }) {
  return (
    <>
      <button
        type="button"
        className="link"
        aria-label={`How ${props.name} was read, and change it`}
        onClick={props.onChange}
      >
        Change…
      </button>
      {props.remembered && <span className="small file-remembered">as you chose before</span>}
    </>
  );
}

/** C2 lists that are open and at hand. */
export function OpenLists(props: {
  atHand: readonly FileAtHand[];
  onChange: (position: number) => void;
}) {
  const lists = props.atHand
    .map((file, position) => ({ ...file, position }))
    .filter(({ isList }) => isList);
  if (lists.length === 0) return null;
  return (
    <>
      <h3>C2 lists</h3>
      <ul className="open-lists">
        {lists.map(({ name, remembered, position }) => (
          <li key={position}>
            <span className="name">{name}</span>{' '}
            <HowRead {...{ name, remembered }} onChange={() => props.onChange(position)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function HowReadOf(props: {
  name: string;
  atHand: readonly FileAtHand[];
  onChange: (position: number) => void;
}) {
  const { name, atHand, onChange } = props;
  const position = positionOf(name, atHand);
  const file = atHand[position];
  if (!file) return null;
  const { remembered } = file;
  return <HowRead {...{ name, remembered }} onChange={() => onChange(position)} />;
}

/** The telemetry that is open, and what was noticed in each file. */
export function OpenFiles(props: {
  files: readonly FileInfo[];
  atHand: readonly FileAtHand[];
  onChange: (position: number) => void;
}) {
  const { files, atHand, onChange } = props;
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Read as</th>
            <th scope="col" className="number">
              Rows
            </th>
            <th scope="col" className="number">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, format, rows, bytes, notices = [] }, index) => (
            <Fragment key={`${index} ${name}`}>
              <tr>
                <td className="name">{name}</td>
                <td>
                  {format} <HowReadOf {...{ name, atHand, onChange }} />
                </td>
                <td className="number">{formatCount(rows)}</td>
                <td className="number">{formatBytes(bytes)}</td>
              </tr>
              {notices.map((notice) => (
                <tr key={notice} className="file-notice">
                  <td colSpan={4}>{notice}</td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
