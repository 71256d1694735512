import './search.css';
import { useEffect, useRef, useState } from 'react';
import { Address, City, Country, Network, Place } from '../icons/icons.ts';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { countryName } from '../model/country-name.ts';
import type { Found } from '../model/found.ts';
import { makeLatest, type Latest } from '../model/latest.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { formatCount } from './format-number.ts';
import { pageLanguage } from './language.ts';

const icons = { country: Country, city: City, network: Network, address: Address, place: Place };
const kindWords: Readonly<Record<Found['kind'], string>> = {
  country: 'Country',
  city: 'City',
  network: 'Network',
  address: 'Address',
  place: 'Place',
};

/** The name of what was found, in the reader's language. */
export function foundName({ kind, key, name }: Found, language = pageLanguage()): string {
  return kind === 'country' ? countryName(key, language) : name;
}

/** What stands beside the name: its kind, its country, and how much of it the data has. */
export function foundDetail(found: Found, language = pageLanguage()): string {
  const { kind, country, hosts, told } = found;
  const isPrefix = kind === 'address' && found.key.includes('/');
  const city = told?.place?.city ?? '';
  const inCountry = kind !== 'country' && country !== '' ? countryName(country, language) : '';
  const count =
    hosts > 0 ? `${formatCount(hosts, language)} ${hosts === 1 ? 'address' : 'addresses'}` : '';
  const parts = [
    isPrefix ? 'Prefix' : kindWords[kind],
    city,
    inCountry,
    count || 'not in the data',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

const idOf = ({ kind, key, name, extent }: Found) =>
  `${kind} ${key} ${name} ${extent?.west ?? ''} ${extent?.south ?? ''}`;

const nothing: { text: string; found: Found[] } = { text: '', found: [] };

/** What a text finds; the newest text wins. */
function useFinding(
  text: string,
  find: (text: string, signal: AbortSignal) => Promise<Found[]>,
  onError: (error: Error) => void,
) {
  const [answer, setAnswer] = useState(nothing);
  const line = useRef<Latest<string> | null>(null);
  const handlers = useRef({ find, onError });
  useEffect(() => {
    handlers.current = { find, onError };
  });
  useEffect(() => {
    const made = makeLatest<string, Found[]>({
      put: (asked, signal) => handlers.current.find(asked, signal),
      onAnswer: (found, asked) => setAnswer({ text: asked, found }),
      onError: (error) => handlers.current.onError(error),
    });
    line.current = made;
    return () => made.close();
  }, []);
  useEffect(() => {
    if (text.trim() !== '') line.current?.ask(text);
  }, [text]);
  return text.trim() === '' ? nothing : answer;
}

function SearchField(props: {
  find: (text: string, signal: AbortSignal) => Promise<Found[]>;
  onFound: (found: Found) => void;
  onError: (error: Error) => void;
}) {
  const { find, onFound, onError } = props;
  const [text, setText] = useState('');
  const { text: answered, found } = useFinding(text, find, onError);
  // Of which text the best is to be taken: it may not be found yet.
  const [entered, setEntered] = useState<string | null>(null);
  const best = entered === text && answered === text ? found[0] : undefined;
  useEffect(() => {
    if (best) onFound(best);
    // Once, whoever hears of it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [best]);
  return (
    <ComboBox
      className="search"
      aria-label="Search"
      menuTrigger="input"
      shouldFocusWrap
      allowsEmptyCollection
      // Else the field keeps Escape to itself while anything is written in it.
      allowsCustomValue
      items={found.map((each) => ({ id: idOf(each), found: each }))}
      inputValue={text}
      onInputChange={setText}
      defaultFilter={() => true}
      selectedKey={null}
      onSelectionChange={(id) => {
        const chosen = found.find((each) => idOf(each) === id);
        if (chosen) onFound(chosen);
      }}
    >
      <Label className="small">
        Country, city, network, AS number, address or prefix, in the data or not
      </Label>
      {/* The dialog is there for this field alone. */}
      <Input
        className="field search-input"
        placeholder="Berlin, AS3320, 192.0.2.0/24 ..."
        autoFocus
        onKeyDownCapture={(event) => {
          const isChosen = event.currentTarget.hasAttribute('aria-activedescendant');
          if (event.key !== 'Enter' || isChosen || text.trim() === '') return;
          // Else the list closes, and nothing is taken.
          event.stopPropagation();
          event.preventDefault();
          setEntered(text);
        }}
      />
      <Popover className="search-popover" offset={4}>
        {/* What stands outside of the page's landmarks is one. */}
        <section aria-label="Found">
          <ListBox<{ id: string; found: Found }>
            className="search-list"
            renderEmptyState={() => (
              <p className="search-none">
                {answered === '' ? 'Searching ...' : `Nothing found for “${answered.trim()}”.`}
              </p>
            )}
          >
            {({ found: item }) => {
              const Icon = icons[item.kind];
              return (
                <ListBoxItem
                  className="search-item"
                  textValue={`${foundName(item)}, ${foundDetail(item)}`}
                >
                  <Icon size={15} aria-hidden="true" />
                  <span>{foundName(item)}</span>
                  <span className="small">{foundDetail(item)}</span>
                </ListBoxItem>
              );
            }}
          </ListBox>
        </section>
      </Popover>
    </ComboBox>
  );
}

/** One field that finds places, networks and addresses. */
export function SearchDialog(props: {
  isOpen: boolean;
  onClose: () => void;
  find: (text: string, signal: AbortSignal) => Promise<Found[]>;
  onFound: (found: Found) => void;
  onError: (error: Error) => void;
}) {
  const { isOpen, onClose, ...field } = props;
  return (
    <DialogFrame title="Search" isOpen={isOpen} onClose={onClose}>
      <SearchField {...field} />
    </DialogFrame>
  );
}
