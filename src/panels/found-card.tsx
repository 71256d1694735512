import { useEffect, useRef, type FormEvent } from 'react';
import { Close } from '../icons/icons.ts';
import { Button } from 'react-aria-components';
import { countryName } from '../model/country-name.ts';
import { degreesEast } from '../model/earth.ts';
import type { Found } from '../model/found.ts';
import { openDialog } from '../state/open-dialog.ts';
import { useChoices } from '../state/store.ts';
import { useRadius } from '../state/use-radius.ts';
import { formatCount } from './format-number.ts';
import { pageLanguage } from './language.ts';
import { foundName } from './search-dialog.tsx';

function placeWords({ told, country }: Found, language: string): string {
  const { place } = told ?? {};
  const parts = place ? [place.city, place.region] : [];
  const name = country === '' ? '' : countryName(country, language);
  return [...parts, name].filter((part) => part !== '').join(', ');
}

/** Facts of what was found; what nobody knows of an address is said. */
function facts(found: Found, language: string): [string, string][] {
  const { kind, hosts, told } = found;
  const network = told?.network ? `AS${told.network.asn} ${told.network.name}`.trim() : '';
  const count = hosts > 0 ? `${formatCount(hosts, language)} in the data` : 'not in the data';
  if (kind !== 'address') {
    const where = kind === 'country' ? '' : placeWords(found, language);
    return (
      [
        ['Country', where],
        ['Addresses', count],
      ] as [string, string][]
    ).filter(([, value]) => value !== '');
  }
  return [
    ['Addresses', count],
    ['Place', placeWords(found, language) || 'in no open database'],
    ['Network', network || 'in no open database'],
  ];
}

/** Keeps what was found, by its own clause; null where it has none, as a place that the data does not know. */
function filterOf({ kind, key, hosts }: Found): { name: string; filter: () => void } | null {
  const { toggle, togglePrefix } = useChoices.getState();
  if (kind === 'place' || hosts === 0) return null;
  if (kind === 'address') {
    const name = key.includes('/') ? 'Filter by this prefix' : 'Filter by this address';
    return { name, filter: () => togglePrefix(key) };
  }
  return { name: `Filter by this ${kind}`, filter: () => toggle(kind, key) };
}

function isKept({ kind, key }: Found, choices: ReturnType<typeof useChoices.getState>): boolean {
  if (kind === 'place') return false;
  if (kind === 'address') return choices.prefixes.includes(key);
  return choices.where[kind]?.includes(key) ?? false;
}

/** A circle round the middle of what was found. */
function CircleRound({ found, language }: { found: Found; language: string }) {
  const { radiusKm, field } = useRadius();
  const { extent } = found;
  if (!extent || found.kind === 'country' || found.kind === 'network') return null;
  const select = (event: FormEvent) => {
    event.preventDefault();
    if (radiusKm === null) return;
    const { west, south, north } = extent;
    const longitude = Number((west + degreesEast(extent) / 2).toFixed(4));
    const latitude = Number(((south + north) / 2).toFixed(4));
    const around = foundName(found, language);
    useChoices.getState().choose({
      region: { kind: 'circle', longitude, latitude, radiusKm, around },
    });
  };
  return (
    <form className="found-circle" onSubmit={select}>
      <label>
        Within <input {...field} /> km
      </label>
      <Button type="submit" className="button" isDisabled={radiusKm === null}>
        Select
      </Button>
    </form>
  );
}

/** Takes the focus to what can be done, once the dialog that it was found in has let go of it. */
function useFocus(found: Found) {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    let frame = 0;
    const take = () => {
      if (openDialog()) frame = requestAnimationFrame(take);
      else if (document.activeElement === document.body) {
        const [close, first] = card.current?.querySelectorAll('button') ?? [];
        (first ?? close)?.focus();
      }
    };
    frame = requestAnimationFrame(take);
    return () => cancelAnimationFrame(frame);
  }, [found]);
  return card;
}

/** What was found, with what can be done with it; it lies on the map. */
export function FoundCard({ found, onClose }: { found: Found; onClose: () => void }) {
  const language = pageLanguage();
  const kept = useChoices((state) => isKept(found, state));
  const way = filterOf(found);
  const card = useFocus(found);
  return (
    <aside
      ref={card}
      className="found-card"
      aria-label="Found"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <Button
        className="button bare found-close"
        aria-label="Close what was found"
        onPress={onClose}
      >
        <Close size={16} aria-hidden="true" />
      </Button>
      <div className="found-scroll">
        <h2>{foundName(found, language)}</h2>
        <dl>
          {facts(found, language).map(([name, value]) => (
            <div key={name}>
              <dt className="small">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {way && (
          <Button className="button" onPress={way.filter}>
            {kept ? 'Remove this filter' : way.name}
          </Button>
        )}
        <CircleRound {...{ found, language }} />
      </div>
    </aside>
  );
}
