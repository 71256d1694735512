import './piles-pane.css';
import { memo } from 'react';
import { Button } from 'react-aria-components';
import { countryName } from '../model/country-name.ts';
import type { Pile } from '../model/pile.ts';
import { useChoices } from '../state/store.ts';
import { usePiles } from '../state/use-piles.ts';
import { formatCount, formatShare } from './format-number.ts';
import { pageLanguage } from './language.ts';
import { MeasuringBar } from './measuring-bar.tsx';
import { addressWords, pileName, pileReason, positionWords } from './pile-words.ts';

const PileRow = memo(function PileRow(props: {
  pile: Pile;
  isLeftOut: boolean;
  onToggle: (key: string) => void;
}) {
  const { pile, isLeftOut, onToggle } = props;
  const language = pageLanguage();
  const country = pile.country === '' ? 'No country' : countryName(pile.country, language);
  const name =
    pile.ground === 'default' ? country : `${pile.names.slice(0, 3).join(', ')}, ${country}`;
  return (
    <tr data-left-out={isLeftOut}>
      <th scope="row">
        {name}
        <span className="small pile-position">{positionWords(pile)}</span>
      </th>
      <td className="number">{formatCount(pile.hosts)}</td>
      <td className="number">{formatShare(pile.share, 1)}</td>
      <td className="number">{addressWords(pile, language)}</td>
      <td className="pile-reason small">{pileReason(pile, language)}</td>
      <td>
        <Button
          className="button"
          aria-label={`${isLeftOut ? 'Take in again' : 'Leave out'}: ${pileName(pile)}`}
          onPress={() => onToggle(pile.key)}
        >
          {isLeftOut ? 'Take in again' : 'Leave out'}
        </Button>
      </td>
    </tr>
  );
});

function PileTable({ piles }: { piles: readonly Pile[] }) {
  const without = useChoices((state) => state.without);
  const { toggleWithout } = useChoices.getState();
  return (
    <div className="table-scroll">
      <table className="table piles">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col" className="number">
              Addresses
            </th>
            <th scope="col" className="number">
              of the country
            </th>
            <th scope="col" className="number">
              Database has there
            </th>
            <th scope="col">Why</th>
            <th scope="col">
              <span className="visually-hidden">Leave out</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {piles.map((pile) => (
            <PileRow
              key={pile.key}
              pile={pile}
              isLeftOut={without.includes(pile.key)}
              onToggle={toggleWithout}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function foundWords(piles: readonly Pile[]): string {
  const hosts = piles.reduce((sum, pile) => sum + pile.hosts, 0);
  if (piles.length === 0) return 'None was found.';
  const coordinates = piles.length === 1 ? 'coordinate' : 'coordinates';
  return `${formatCount(piles.length)} ${coordinates} with ${formatCount(hosts)} addresses.`;
}

/** Coordinates that hold an implausible share of their country's hosts, to be marked and left out. */
export function PilesPane() {
  const piles = usePiles(true);
  const without = useChoices((state) => state.without);
  const showPiles = useChoices((state) => state.showPiles);
  const choose = useChoices((state) => state.choose);
  return (
    <>
      <p>
        Databases put what they know only to the country, or to a provider&rsquo;s seat, on one
        point. Named here is a coordinate whose hosts the database&rsquo;s own addresses there do
        not explain. All that is open counts, whatever is filtered.
      </p>
      <MeasuringBar />
      <p role="status" aria-busy={piles === null}>
        {piles === null ? 'Looking for them …' : foundWords(piles)}
      </p>
      {piles !== null && piles.length > 0 && (
        <>
          <div className="pile-actions">
            <label>
              <input
                type="checkbox"
                checked={showPiles}
                onChange={(event) => choose({ showPiles: event.target.checked })}
              />
              Ring them on the map
            </label>
            <Button
              className="button"
              onPress={() => choose({ without: piles.map(({ key }) => key) })}
            >
              Leave all out
            </Button>
            {without.length > 0 && (
              <Button className="button" onPress={() => choose({ without: [] })}>
                Take all in again
              </Button>
            )}
          </div>
          <PileTable piles={piles} />
        </>
      )}
    </>
  );
}
