import { Close, Next, Previous } from '../icons/icons.ts';
import { ServerShape } from './server-shape.tsx';
import { isoDate } from '../model/time.ts';
import type { C2Server } from '../model/telemetry.ts';
import type { ServerVictims } from './atlas-map-props.ts';
import { markTitle } from './server-markers.tsx';
import type { ServerMark } from '../model/server-marks.ts';
import { statusWords } from '../model/server-shapes.ts';

const markWords = { D: 'documented', d: 'deduced', A: 'assumed', '': '' } as const;

/** What the card needs. */
export interface ServerCardProps {
  mark: ServerMark;
  language: string;
  victims: ServerVictims | null;
  /** What is chosen of its servers: the page shows the victims of these alone. */
  lens: 'none' | 'others' | 'these';
  /** Shows the victims of its servers alone, or those of all again. */
  onLens: () => void;
  /** Goes to the server before or after in the order of their lives; null where there is none. */
  onBefore: (() => void) | null;
  onAfter: (() => void) | null;
  onClose: () => void;
}

/** The different values of a field, up to three, in words. */
function values(servers: readonly C2Server[], pick: (server: C2Server) => string): string {
  const all = [...new Set(servers.map(pick))].filter((value) => value !== '');
  return all.length > 3
    ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} more`
    : all.join(', ');
}

function dates(servers: readonly C2Server[], pick: (server: C2Server) => number | null): string {
  const known = servers.map(pick).filter((time) => time !== null);
  if (known.length === 0) return '';
  const [first, last] = [isoDate(Math.min(...known)), isoDate(Math.max(...known))];
  return first === last ? first : `${first} to ${last}`;
}

function victimWords({ value, total }: ServerVictims, language: string): string {
  const count = new Intl.NumberFormat(language).format(value);
  if (total <= 0) return count;
  const share = ((100 * value) / total).toFixed(1);
  return `${count}, ${share}\u202f% of all`;
}

/** Facts of one server or of a group; empty ones are left out. */
function facts({ mark, language, victims }: ServerCardProps): [string, string][] {
  const { servers } = mark;
  const sources = values(servers, ({ source, mark: how }) =>
    source && how ? `${source} (${markWords[how]})` : source || markWords[how],
  );
  const rows: [string, string][] = [
    ['Address', servers.length === 1 ? values(servers, ({ address }) => address) : ''],
    ['Network', values(servers, ({ network = '' }) => network)],
    ['Family', values(servers, ({ family }) => family)],
    ['Status', values(servers, ({ status }) => statusWords[status])],
    ['First seen', dates(servers, ({ firstSeen }) => firstSeen)],
    ['Last seen', dates(servers, ({ lastSeen }) => lastSeen)],
    ['Victims', victims ? victimWords(victims, language) : ''],
    ['Source', sources],
  ];
  return rows.filter(([, value]) => value !== '');
}

function Members({ servers }: { servers: readonly C2Server[] }) {
  return (
    <details className="server-members">
      <summary>All {servers.length} servers</summary>
      <ul>
        {servers.map((server) => (
          <li key={server.address}>
            <svg
              width="14"
              height="14"
              viewBox="-7 -7 14 14"
              role="img"
              aria-label={statusWords[server.status]}
            >
              <ServerShape status={server.status} />
            </svg>{' '}
            {server.name ? `${server.name} · ` : ''}
            {server.address}
            {server.port === null ? '' : `:${server.port}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Looks at the victims of the card's servers alone, and steps through all servers. */
function LensButtons({ mark, lens, onLens, onBefore, onAfter }: ServerCardProps) {
  const whose = mark.servers.length > 1 ? 'their' : 'its';
  return (
    <div className="lens-buttons">
      <button
        type="button"
        className="legend-button"
        aria-pressed={lens === 'these'}
        onClick={onLens}
      >
        {lens === 'these' ? 'Show all victims' : `Show ${whose} victims alone`}
      </button>
      <button
        type="button"
        className="legend-button"
        aria-label="Server before, by first seen"
        title="Server before, by first seen. Key: ["
        disabled={!onBefore}
        onClick={() => onBefore?.()}
      >
        <Previous size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="legend-button"
        aria-label="Server after, by first seen"
        title="Server after, by first seen. Key: ]"
        disabled={!onAfter}
        onClick={() => onAfter?.()}
      >
        <Next size={14} aria-hidden="true" />
      </button>
    </div>
  );
}

/** The card of a C2 server or group, top right on the map. */
export function ServerCard(props: ServerCardProps) {
  const { mark, language, onClose } = props;
  return (
    <aside className="map-panel server-card" aria-label="Command server">
      <button type="button" className="card-close" aria-label="Close the card" onClick={onClose}>
        <Close size={16} aria-hidden="true" />
      </button>
      <div className="card-scroll">
        <p className="map-small">
          {mark.servers.length > 1 ? 'Command servers' : 'Command server'}
        </p>
        <h2>{markTitle(mark, language)}</h2>
        {mark.countryOnly && (
          <p className="map-small">Known to the country only: no street is implied.</p>
        )}
        <dl>
          {facts(props).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {mark.servers.length > 1 && <Members servers={mark.servers} />}
        <LensButtons {...props} />
      </div>
    </aside>
  );
}
