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
function positionOf(name: string, { atHand, isList }: Pick<OpenFilesProps, 'atHand' | 'isList'>) {
  return atHand.findLastIndex(
    (file) => file.isList === isList && (name === file.name || name.startsWith(`${file.name}: `)),
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

function HowReadOf({ name, ...props }: Omit<OpenFilesProps, 'files'> & { name: string }) {
  const { atHand, onChange } = props;
  const position = positionOf(name, props);
  const file = atHand[position];
  if (!file) return null;
  const { remembered } = file;
  return <HowRead {...{ name, remembered }} onChange={() => onChange(position)} />;
}

interface OpenFilesProps {
  files: readonly FileInfo[];
  /** Whether these are C2 lists: then their servers are counted, and the rows that were refused. */
  isList: boolean;
  atHand: readonly FileAtHand[];
  onChange: (position: number) => void;
}

/** Files that are open, telemetry or C2 lists, and what was noticed in each. */
export function OpenFiles({ files, ...props }: OpenFilesProps) {
  const { isList } = props;
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Read as</th>
            {isList && (
              <th scope="col" className="number">
                Servers
              </th>
            )}
            <th scope="col" className="number">
              {isList ? 'Refused' : 'Rows'}
            </th>
            <th scope="col" className="number">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, format, rows, bytes, serverRows = 0, notices = [] }, index) => (
            <Fragment key={`${index} ${name}`}>
              <tr>
                <td className="name">{name}</td>
                <td>
                  {format} <HowReadOf {...{ ...props, name }} />
                </td>
                {isList && <td className="number">{formatCount(serverRows)}</td>}
                <td className="number">{formatCount(rows)}</td>
                <td className="number">{formatBytes(bytes)}</td>
              </tr>
              {notices.map((notice) => (
                <tr key={notice} className="file-notice">
                  <td colSpan={isList ? 5 : 4}>{notice}</td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
