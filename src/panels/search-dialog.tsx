import './search.css';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { Address, City, Close, Country, Network, Place } from '../icons/icons.ts';
import {
  Autocomplete,
  Button,
  Input,
  ListBox,
  ListBoxItem,
  Text,
  TextField,
} from 'react-aria-components';
import { countryName } from '../model/country-name.ts';
import type { Found } from '../model/found.ts';
import { makeLatest, type Latest } from '../model/latest.ts';
import { useHarmlessClose } from '../state/use-harmless-close.ts';
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

function countOf({ length }: readonly Found[]): string {
  return length === 0 ? 'Nothing found' : `${length} found`;
}

/** What was found, best first. */
function FoundList(props: {
  found: readonly Found[];
  /** The text that this is the answer to; null before the first. */
  answered: string | null;
  onFound: (found: Found) => void;
}) {
  const { found, answered, onFound } = props;
  return (
    <ListBox<{ id: string; found: Found }>
      className="search-list"
      aria-label="Found"
      items={found.map((each) => ({ id: idOf(each), found: each }))}
      shouldFocusWrap
      onAction={(id) => {
        const chosen = found.find((each) => idOf(each) === id);
        if (chosen) onFound(chosen);
      }}
      renderEmptyState={() => (
        <p className="search-none">
          {answered === null ? 'Searching ...' : `Nothing found for “${answered}”.`}
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
  );
}

interface SearchProps {
  onClose: () => void;
  find: (text: string, signal: AbortSignal) => Promise<Found[]>;
  onFound: (found: Found) => void;
  onError: (error: Error) => void;
}

function SearchField({ onClose, find, onFound, onError }: SearchProps) {
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
    <Autocomplete inputValue={text} onInputChange={setText} disableAutoFocusFirst>
      <TextField className="search" aria-label="Search">
        <div className="search-row">
          <Input
            className="field search-input"
            placeholder="Berlin, AS3320, 192.0.2.0/24 ..."
            role="combobox"
            aria-haspopup="listbox"
            aria-expanded={text.trim() !== ''}
            onKeyDownCapture={(event) => {
              const isChosen = event.currentTarget.hasAttribute('aria-activedescendant');
              // Enter also ends a word that an input method puts together.
              const isComposing = event.nativeEvent.isComposing;
              if (event.key !== 'Enter' || isComposing || isChosen || text.trim() === '') return;
              // The list would take it for nothing.
              event.stopPropagation();
              event.preventDefault();
              setEntered(text);
            }}
          />
          <Button className="button bare" aria-label="Close" onPress={onClose}>
            <Close size={16} aria-hidden="true" />
          </Button>
        </div>
        <Text slot="description" className="small">
          Country, city, network, AS number, address or prefix, in the data or not
        </Text>
      </TextField>
      <p role="status" className="visually-hidden">
        {answered !== '' && answered === text && countOf(found)}
      </p>
      {text.trim() !== '' && (
        <FoundList {...{ found, onFound }} answered={answered === '' ? null : answered.trim()} />
      )}
    </Autocomplete>
  );
}

const fieldOf = (popover: HTMLElement) => popover.querySelector('input')!;

/**
 * Takes the focus again where a menu that opened the popover gives it back to its button. Whoever leaves by Tab closes it, and
 * so does a dialog that opens meanwhile, as one for dropped files.
 */
function useFocusInside(popover: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    let pressed: string | null = null;
    const press = (event: Event) => {
      pressed = event instanceof KeyboardEvent ? event.key : event.type;
    };
    const moved = ({ target }: FocusEvent) => {
      const element = target as Element;
      if (!popover.current || popover.current.contains(element)) return;
      if (pressed === 'Tab' || element.closest('[role="dialog"]')) onClose();
      else if (pressed === null) fieldOf(popover.current).focus();
    };
    document.addEventListener('keydown', press, true);
    document.addEventListener('pointerdown', press, true);
    document.addEventListener('focusin', moved);
    return () => {
      document.removeEventListener('keydown', press, true);
      document.removeEventListener('pointerdown', press, true);
      document.removeEventListener('focusin', moved);
    };
  }, [popover, onClose]);
}

/**
 * One field that finds places, networks and addresses, over the page: the browser's own popover, which closes by Escape and by
 * a press beside it. Nothing else of the page changes with it, so that what was chosen is soon there.
 */
function SearchPopover({ onClose, ...field }: SearchProps) {
  const popover = useRef<HTMLDivElement>(null);
  useHarmlessClose(popover);
  useFocusInside(popover, onClose);
  useLayoutEffect(() => {
    const element = popover.current!;
    element.showPopover();
    fieldOf(element).focus();
    // Gives the focus back to where it was.
    return () => element.hidePopover();
  }, []);
  return (
    <div
      ref={popover}
      className="search-popover"
      popover="auto"
      role="dialog"
      aria-label="Search"
      onToggle={({ newState }) => newState === 'closed' && onClose()}
      onKeyDown={(event) => {
        // What lies under it has an Escape of its own.
        if (event.key === 'Escape') event.stopPropagation();
      }}
    >
      <SearchField onClose={onClose} {...field} />
    </div>
  );
}

/** The search, while it is open. */
export function SearchDialog({ isOpen, ...search }: SearchProps & { isOpen: boolean }) {
  return isOpen && <SearchPopover {...search} />;
}
