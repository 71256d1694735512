import type { DatabaseInfo } from '../model/source.ts';
import { formatCount } from './format-number.ts';

/** What a database gives, in words. */
export const roleWords: Readonly<Record<DatabaseInfo['role'], string>> = {
  city: 'cities',
  country: 'countries',
  network: 'networks (ASN)',
  traits: 'kinds of address',
};

/** How many hosts a database placed, or gave a network or a trait: "1,204 IPv4 and 3 IPv6 addresses placed". */
export function usedWords({ role, used }: DatabaseInfo, language?: string): string {
  const { four, six } = used ?? { four: 0, six: 0 };
  const verb = role === 'city' || role === 'country' ? 'placed' : 'described';
  const parts = [
    ...(four > 0 ? [`${formatCount(four, language)} IPv4`] : []),
    ...(six > 0 ? [`${formatCount(six, language)} IPv6`] : []),
  ];
  return parts.length === 0 ? `no address ${verb}` : `${parts.join(' and ')} ${verb}`;
}

/** The list with the element at one place moved by so many; the same list where that leads out of it. */
export function moved<T>(list: readonly T[], from: number, by: number): T[] {
  const to = from + by;
  const copy = [...list];
  if (to < 0 || to >= list.length) return copy;
  copy.splice(to, 0, ...copy.splice(from, 1));
  return copy;
}
