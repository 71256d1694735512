import { addressKindWords, type AddressKind } from '../model/address-kind.ts';
import { countryName } from '../model/country-name.ts';
import type { InspectorTab } from '../model/inspection.ts';
import type { Dimension } from '../model/query.ts';
import { pageLanguage } from './language.ts';

/** Names of the dimensions: of the tab, and of one of its groups. */
export const dimensionWords: Readonly<Record<Dimension, { plural: string; singular: string }>> = {
  country: { plural: 'Countries', singular: 'Country' },
  city: { plural: 'Cities', singular: 'City' },
  network: { plural: 'Networks', singular: 'Network' },
  family: { plural: 'Families', singular: 'Family' },
  server: { plural: 'Servers', singular: 'Server' },
  port: { plural: 'Ports', singular: 'Port' },
  kind: { plural: 'Kinds of address', singular: 'Kind of address' },
  connection: { plural: 'Connections', singular: 'Connection' },
};

/** Names of the inspector's tabs. */
export const inspectorWords: Readonly<Record<InspectorTab, string>> = {
  hosts: 'Hosts',
  country: dimensionWords.country.plural,
  city: dimensionWords.city.plural,
  network: dimensionWords.network.plural,
  family: dimensionWords.family.plural,
  server: dimensionWords.server.plural,
  hours: 'Hours',
};

/** What the group without a key is called, where "Unknown" says too little. */
const unknownWords: Readonly<Partial<Record<Dimension, string>>> = {
  country: 'Not located',
  city: 'No city known',
  kind: 'None known',
};

/** Name of a group for people: countries by name, cities with their country, "Unknown" for ''. */
export function groupName(
  dimension: Dimension,
  key: string,
  label: string,
  language = pageLanguage(),
): string {
  if (key === '') return unknownWords[dimension] ?? 'Unknown';
  if (dimension === 'country') return countryName(key, language);
  if (dimension === 'city') return label;
  if (dimension === 'kind') return addressKindWords[key as AddressKind] ?? key;
  return label === '' ? key : label;
}

/** What stands small beside a name: the country of a city. */
export function groupDetail(dimension: Dimension, key: string): string {
  return dimension === 'city' && key !== '' ? key.slice(0, key.indexOf('/')) : '';
}
