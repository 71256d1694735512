import './open-dialog.css';
import { Fragment, useState } from 'react';
import { FolderOpen } from 'lucide-react';
import { Button, FileTrigger, Radio, RadioGroup } from 'react-aria-components';
import type { DatabaseInfo, FileInfo, Summary } from '../model/source.ts';
import { isoDate } from '../model/time.ts';
import { roleWords } from './database-words.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { formatBytes, formatCount } from './format-number.ts';
import { KeepingSection, type Keeping } from './keeping-section.tsx';

/** Whether new telemetry joins what is there or takes its place. */
export type OpenMode = 'add' | 'replace';

function Files({ files }: { files: readonly FileInfo[] }) {
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
                <td>{format}</td>
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

function Databases({ databases }: { databases: readonly DatabaseInfo[] }) {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Database</th>
            <th scope="col">Type</th>
            <th scope="col">Gives</th>
            <th scope="col">Built</th>
            <th scope="col" className="number">
              Networks
            </th>
          </tr>
        </thead>
        <tbody>
          {databases.map((database) => (
            <tr key={database.name}>
              <td className="name">{database.name}</td>
              <td className="name">{database.type}</td>
              <td>
                {roleWords[database.role]}, IPv{database.ipVersion === 4 ? '4' : '4 and IPv6'}
              </td>
              <td className="number">{isoDate(database.built)}</td>
              <td className="number">{formatCount(database.networks)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Chooses files to open, and lists what is open: telemetry, C2 lists and databases. */
export function OpenDialog(props: {
  summary: Summary | null;
  keeping: Keeping;
  isOpen: boolean;
  onClose: () => void;
  onFiles: (files: File[], mode: OpenMode) => void;
  onReconstruction: () => void;
}) {
  const { summary, keeping, isOpen, onClose, onFiles, onReconstruction } = props;
  const [mode, setMode] = useState<OpenMode>('add');
  const hasReal = summary !== null && !summary.reconstruction && summary.files.length > 0;
  const open = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length === 0) return;
    onClose();
    onFiles(files, hasReal ? mode : 'replace');
  };
  return (
    <DialogFrame title="Open files" isOpen={isOpen} onClose={onClose}>
      <p>
        Telemetry and C2 lists of sinkholes, feeds and sensors as CSV, JSON or a plain list of
        addresses, also in gzip or zip; location and network databases as .mmdb. Files stay on this
        machine. You can also drop them anywhere on the page.
      </p>
      {hasReal && (
        <RadioGroup
          className="open-mode"
          aria-label="What happens to the telemetry that is open"
          value={mode}
          onChange={(value) => setMode(value as OpenMode)}
        >
          <Radio value="add" className="radio">
            Add to the telemetry that is open
          </Radio>
          <Radio value="replace" className="radio">
            Replace it
          </Radio>
        </RadioGroup>
      )}
      <div className="open-actions">
        <FileTrigger allowsMultiple onSelect={open}>
          <Button className="button strong">
            <FolderOpen size={15} aria-hidden="true" />
            Choose files
          </Button>
        </FileTrigger>
        {!summary?.reconstruction && (
          <Button
            className="button"
            onPress={() => {
              onClose();
              onReconstruction();
            }}
          >
            Open the Simda reconstruction
          </Button>
        )}
      </div>
      {summary && summary.files.length > 0 && (
        <>
          <h3>Telemetry</h3>
          <Files files={summary.files} />
        </>
      )}
      <KeepingSection keeping={keeping} />
      <h3>Databases</h3>
      {summary && summary.databases.length > 0 ? (
        <Databases databases={summary.databases} />
      ) : (
        <p>
          None: addresses have no place. Drop a City or Country .mmdb, for instance DB-IP City Lite
          from <a href="https://db-ip.com/db/download/ip-to-city-lite">db-ip.com</a> or GeoLite2
          City from <a href="https://www.maxmind.com/en/geolite2/signup">maxmind.com</a>.
        </p>
      )}
      <p className="small open-hint">
        A database that you drop is asked before those that are open; an ASN database adds networks.
      </p>
    </DialogFrame>
  );
}
