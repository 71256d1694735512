import { neighbourOf } from './model/server-lens.ts';
import type { C2Server } from './model/telemetry.ts';
import { useChoices } from './state/store.ts';
import { useShortcuts, type Shortcuts } from './use-shortcuts.ts';

/** Opens the card of the server before or after, in the order of their lives; a lens goes along. */
function toServer(servers: readonly C2Server[], step: 1 | -1): void {
  const { selectedServer, where, choose } = useChoices.getState();
  const country = /^country:(..)$/.exec(selectedServer ?? '')?.[1];
  const from = country
    ? servers.filter((server) => server.country === country).map(({ address }) => address)
    : [selectedServer ?? ''];
  const next = neighbourOf(servers, from, step);
  if (!next) return;
  const lens = where.server ? { where: { ...where, server: [next.address] } } : {};
  choose({ ...lens, selectedServer: next.address });
}

function toggleGlobe(): void {
  const { projection, choose } = useChoices.getState();
  choose({ projection: projection === 'globe' ? 'mercator' : 'globe' });
}

/** The keys of the page: those given, and those that choose by themselves. */
export function usePageKeys(keys: Shortcuts, servers: readonly C2Server[]): void {
  const step = (by: 1 | -1) => (servers.length > 0 ? () => toServer(servers, by) : null);
  useShortcuts({ ...keys, g: toggleGlobe, '[': step(-1), ']': step(1) });
}
