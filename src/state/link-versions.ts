/** Turns what a link of one version says into what one of the next version says. */
export type LinkUpgrade = (link: URLSearchParams) => URLSearchParams;

/** The version of links that are written. */
export const LINK_VERSION = 1;

/** By the version that they begin from. A change of what a key means, or of its name, is one more of these. */
const upgrades: Readonly<Record<number, LinkUpgrade>> = {};

/**
 * A link as the present version would say it; null where it has no version, or one that is younger than this page.
 * @param to the version that is wanted
 */
export function upgradedLink(
  link: URLSearchParams,
  to: number = LINK_VERSION,
  table: Readonly<Record<number, LinkUpgrade>> = upgrades,
): URLSearchParams | null {
  const from = Number(link.get('v'));
  if (!link.has('v') || !Number.isInteger(from) || from < 1 || from > to) return null;
  let upgraded = new URLSearchParams(link);
  for (let version = from; version < to; version++) {
    const upgrade = table[version];
    if (!upgrade) return null;
    upgraded = upgrade(upgraded);
    upgraded.set('v', String(version + 1));
  }
  return upgraded;
}
