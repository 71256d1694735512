import './databases-dialog.css';
import { Folder } from '../icons/icons.ts';
import { Button, FileTrigger } from 'react-aria-components';
import type { Summary } from '../model/source.ts';
import { DatabaseOrder } from './database-order.tsx';
import { DialogFrame } from './dialog-frame.tsx';
import { FileCountryTable, fileCountryCsv } from './file-country-table.tsx';
import { saveFile } from './save-file.ts';

/** Location databases: their order of precedence, what each gave, and what files themselves say of countries. */
export function DatabasesDialog(props: {
  summary: Summary | null;
  isOpen: boolean;
  onClose: () => void;
  onFiles: (files: File[]) => void;
  onOrder: (names: string[]) => Promise<void>;
  /** Adds DB-IP again, where it was removed; null where there is no need. */
  onDefault: (() => void) | null;
}) {
  const { summary, isOpen, onClose, onFiles, onOrder, onDefault } = props;
  const { databases = [], notices = [], fileCountries = null } = summary ?? {};
  const save = () => {
    if (!fileCountries) return;
    const blob = new Blob([fileCountryCsv(fileCountries)], { type: 'text/csv' });
    saveFile(blob, 'countries-file-database.csv');
  };
  return (
    <DialogFrame title="Location databases" isOpen={isOpen} onClose={onClose}>
      {notices.map((notice) => (
        <p key={notice} className="notice-line">
          {notice}
        </p>
      ))}
      <p>
        Each address is placed by the first database that gives it a position, else by the first
        that gives it a country. Networks, kinds of address and connections come from the first that
        tells them.
      </p>
      {databases.length > 0 ? (
        <DatabaseOrder databases={databases} onOrder={onOrder} />
      ) : (
        <p>None: addresses have no place, but for the country that a file may name.</p>
      )}
      <div className="database-add">
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={['.mmdb', '.gz']}
          onSelect={(list) => list && list.length > 0 && onFiles([...list])}
        >
          <Button className="button">
            <Folder size={15} aria-hidden="true" />
            Add a database (.mmdb)
          </Button>
        </FileTrigger>
        {onDefault && (
          <Button className="button" onPress={onDefault}>
            Use DB-IP City Lite again
          </Button>
        )}
      </div>
      {fileCountries && <FileCountryTable countries={fileCountries} onSave={save} />}
    </DialogFrame>
  );
}
