import { Download } from '../icons/icons.ts';
import { Button } from 'react-aria-components';
import { countryName } from '../model/country-name.ts';
import type { FileCountries } from '../model/source.ts';
import { formatCount } from './format-number.ts';
import { pageLanguage } from './language.ts';

/** Pairs that the page lists; the CSV holds all. */
const MOST_PAIRS = 50;

/** Disagreements as CSV: `file_country,database_country,addresses`, most addresses first. */
export function fileCountryCsv({ pairs }: FileCountries): string {
  const rows = pairs.map(({ file, database, hosts }) => `${file},${database},${hosts}`);
  return `${['file_country,database_country,addresses', ...rows].join('\n')}\n`;
}

/** What the files say of countries, against the databases. */
export function FileCountryTable(props: { countries: FileCountries; onSave: () => void }) {
  const { countries, onSave } = props;
  const { agree, disagree, onlyFile, pairs } = countries;
  const name = (code: string) => `${countryName(code, pageLanguage())} (${code})`;
  return (
    <section aria-label="Countries of the file">
      <h3>Countries of the file</h3>
      <p>
        For {formatCount(agree)} addresses file and databases agree, for {formatCount(disagree)}{' '}
        they do not, and {formatCount(onlyFile)} are placed by the file alone, to the country. Where
        they disagree, the databases count.
      </p>
      {pairs.length > 0 && (
        <>
          <div className="table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col">Database</th>
                  <th scope="col" className="number">
                    Addresses
                  </th>
                </tr>
              </thead>
              <tbody>
                {pairs.slice(0, MOST_PAIRS).map(({ file, database, hosts }) => (
                  <tr key={`${file} ${database}`}>
                    <td>{name(file)}</td>
                    <td>{name(database)}</td>
                    <td className="number">{formatCount(hosts)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="small">
            {pairs.length > MOST_PAIRS && `${MOST_PAIRS} of ${formatCount(pairs.length)} pairs. `}
            <Button className="button bare" onPress={onSave}>
              <Download size={14} aria-hidden="true" />
              Save the disagreements as CSV
            </Button>
          </p>
        </>
      )}
    </section>
  );
}
