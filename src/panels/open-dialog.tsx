import './open-dialog.css';
import { useState } from 'react';
import { Document, Folder } from '../icons/icons.ts';
import { Button, FileTrigger, Radio, RadioGroup } from 'react-aria-components';
import type { DatabaseInfo, Summary } from '../model/source.ts';
import { isoDate } from '../model/time.ts';
import { roleWords } from './database-words.ts';
import {
  openNames,
  pastedFile,
  pickedFiles,
  type ChosenFile,
  type OpenNames,
} from './chosen-files.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { formatCount } from './format-number.ts';
import { OpenFiles, type FileAtHand } from './open-files.tsx';
import { PasteText } from './paste-text.tsx';
import { KeepingSection, type Keeping } from './keeping-section.tsx';

/** Whether new telemetry joins what is there or takes its place. */
export type OpenMode = 'add' | 'replace';

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

/** The ways to choose what is opened. */
function Ways(props: {
  check: boolean;
  onCheck: (check: boolean) => void;
  onFiles: (files: ChosenFile[], check: boolean) => void;
}) {
  const { check, onCheck, onFiles } = props;
  const pick = (list: FileList | null) => {
    const files = pickedFiles(list);
    if (files.length > 0) onFiles(files, check);
  };
  return (
    <>
      <div className="open-actions" data-takes-files>
        <FileTrigger allowsMultiple onSelect={pick}>
          <Button className="button strong">
            <Document size={15} aria-hidden="true" />
            Choose files
          </Button>
        </FileTrigger>
        <FileTrigger acceptDirectory onSelect={pick}>
          <Button className="button">
            <Folder size={15} aria-hidden="true" />
            Choose a folder
          </Button>
        </FileTrigger>
        <PasteText onText={(text) => onFiles([pastedFile(text)], true)} />
      </div>
      <label className="open-check">
        <input
          type="checkbox"
          checked={check}
          onChange={(event) => onCheck(event.target.checked)}
        />
        Check how they will be read before opening
      </label>
    </>
  );
}

/** Says that files which are open are no longer at hand, and lets them be chosen again to be read otherwise. */
function ChooseAgain(props: { names: OpenNames; onFiles: (files: ChosenFile[]) => void }) {
  const { onFiles } = props;
  const { telemetry, lists } = props.names;
  const names = [...telemetry, ...lists];
  const isOne = names.length === 1;
  const pick = (list: FileList | null) => {
    const files = pickedFiles(list);
    if (files.length > 0) onFiles(files);
  };
  return (
    <div className="open-again" data-takes-files>
      <p>
        {isOne
          ? `${names[0]} itself is no longer at hand: only what was read of it was kept.`
          : 'Not all of these files are at hand any more: only what was read of them was kept.'}{' '}
        To change how {isOne ? 'it is' : 'one of them is'} read, choose{' '}
        {isOne ? 'it' : 'all of them'} again{lists.length > 0 && !isOne && ', or C2 lists alone'};
        how {isOne ? 'it' : 'they'} will be read is shown before anything is replaced.
      </p>
      <FileTrigger allowsMultiple={!isOne} onSelect={pick}>
        <Button className="button">
          {isOne ? `Choose ${names[0]} again` : 'Choose them again'}
        </Button>
      </FileTrigger>
    </div>
  );
}

function ModeChoice({ mode, onMode }: { mode: OpenMode; onMode: (mode: OpenMode) => void }) {
  return (
    <RadioGroup
      className="open-mode"
      aria-label="What happens to the telemetry that is open"
      value={mode}
      onChange={(value) => onMode(value as OpenMode)}
    >
      <Radio value="add" className="radio">
        Add to the telemetry that is open
      </Radio>
      <Radio value="replace" className="radio">
        Replace it
      </Radio>
    </RadioGroup>
  );
}

function OpenDatabases({ summary }: { summary: Summary | null }) {
  return (
    <>
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
    </>
  );
}

/** What is open, telemetry and C2 lists, which may be chosen again where they are not at hand. */
function OpenLists(props: {
  summary: Summary;
  atHand: readonly FileAtHand[];
  /** Whether the files can be chosen again. */
  canChoose: boolean;
  onChange: (position: number) => void;
  onAgain: (files: ChosenFile[]) => void;
}) {
  const { summary, atHand, canChoose, onChange, onAgain } = props;
  return (
    <>
      {summary.files.length > 0 && (
        <>
          <h3>Telemetry</h3>
          <OpenFiles files={summary.files} isList={false} atHand={atHand} onChange={onChange} />
        </>
      )}
      {summary.lists.length > 0 && (
        <>
          <h3>C2 lists</h3>
          <OpenFiles files={summary.lists} isList atHand={atHand} onChange={onChange} />
        </>
      )}
      {canChoose && <ChooseAgain names={openNames(summary)} onFiles={onAgain} />}
    </>
  );
}

/** Chooses files to open, and lists what is open: telemetry, C2 lists and databases. */
export function OpenDialog(props: {
  summary: Summary | null;
  keeping: Keeping;
  /** Files that are open and can be read again; none where others are open beside them. */
  atHand: readonly FileAtHand[];
  isOpen: boolean;
  onClose: () => void;
  onFiles: (files: ChosenFile[], way: { mode: OpenMode; check: boolean }) => void;
  /** Shows how a file at hand was read. */
  onChange: (position: number) => void;
  /** Reads files of an earlier visit anew, which were chosen again. */
  onAgain: (files: ChosenFile[]) => void;
  onReconstruction: () => void;
}) {
  const { summary, keeping, atHand, isOpen, onClose, onFiles, onReconstruction } = props;
  const [mode, setMode] = useState<OpenMode>('add');
  const [check, setCheck] = useState(false);
  const hasReal = summary !== null && !summary.reconstruction && summary.files.length > 0;
  const closing =
    <A extends unknown[]>(act: (...given: A) => void) =>
    (...given: A) => {
      onClose();
      act(...given);
    };
  const open = closing((files: ChosenFile[], checked: boolean) =>
    onFiles(files, { mode: hasReal ? mode : 'replace', check: checked }),
  );
  return (
    <DialogFrame title="Open files" isOpen={isOpen} onClose={onClose}>
      <p>
        Telemetry and C2 lists of sinkholes, feeds and sensors as CSV, JSON or a plain list of
        addresses, also in gzip or zip; location and network databases as .mmdb. Files stay on this
        machine. You can also drop files or folders anywhere on the page, or paste text.
      </p>
      {hasReal && <ModeChoice mode={mode} onMode={setMode} />}
      <Ways check={check} onCheck={setCheck} onFiles={open} />
      {!summary?.reconstruction && (
        <div className="open-actions">
          <Button className="button" onPress={closing(() => onReconstruction())}>
            Open the Simda reconstruction
          </Button>
        </div>
      )}
      {summary && (
        <OpenLists
          {...{ summary, atHand }}
          canChoose={hasReal && atHand.length === 0}
          onChange={closing(props.onChange)}
          onAgain={closing(props.onAgain)}
        />
      )}
      <KeepingSection keeping={keeping} />
      <OpenDatabases summary={summary} />
    </DialogFrame>
  );
}
