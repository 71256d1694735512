/**
 * Kinds of addresses that are not simply somebody's own, the most telling first: an address that is several of them is
 * called by the first. `anonymous` is what a database calls anonymous without saying how.
 */
export const addressKinds = [
  'tor-exit',
  'vpn',
  'residential-proxy',
  'public-proxy',
  'hosting',
  'anonymous',
] as const;
export type AddressKind = (typeof addressKinds)[number];

/** Words for the kinds of addresses. */
export const addressKindWords: Readonly<Record<AddressKind, string>> = {
  'tor-exit': 'Tor exit',
  vpn: 'VPN',
  'residential-proxy': 'Residential proxy',
  'public-proxy': 'Public proxy',
  hosting: 'Hosting provider',
  anonymous: 'Anonymous, otherwise',
};
