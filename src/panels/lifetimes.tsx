import type { Lifetime } from '../model/server-lens.ts';
import { statusWords } from '../model/server-shapes.ts';
import { isoDate, type Milliseconds } from '../model/time.ts';
import { ServerMarkShape } from './server-mark.tsx';

/** More lives than these would hide the bars of the timeline. */
const MOST = 4;
/** Lives that are told of those that have no bar of their own. */
const MOST_TOLD = 20;
const ROW = 7;
/** Below the words of an event. */
const FIRST = 19;

/** What the frame of the chart has. */
interface Frame {
  at: (time: Milliseconds) => number;
  left: number;
  right: number;
  top: number;
}

/** A life in words. */
export function lifetimeWords({ servers, start, end }: Lifetime): string {
  const [server] = servers;
  if (!server) return '';
  const name = servers.length > 1 ? `${servers.length} servers` : server.name || server.address;
  return `${name}: seen ${isoDate(start)} to ${isoDate(end)}, ${statusWords[server.status]}`;
}

/** More lives than are drawn one by one, in words: a line that sums up, then some of them. */
export function moreLivesWords(lifetimes: readonly Lifetime[]): { sum: string; each: string[] } {
  const servers = lifetimes.reduce((sum, life) => sum + life.servers.length, 0);
  const { start, end } = extentOf(lifetimes);
  return {
    sum: `${servers} more servers: seen ${isoDate(start)} to ${isoDate(end)}`,
    each: lifetimes.slice(0, MOST_TOLD).map(lifetimeWords),
  };
}

function extentOf(lifetimes: readonly Lifetime[]): { start: Milliseconds; end: Milliseconds } {
  return {
    start: Math.min(...lifetimes.map(({ start }) => start)),
    end: Math.max(...lifetimes.map(({ end }) => end)),
  };
}

/** All lives that have no bar of their own: from the first that is seen to the last. */
function MoreLives(props: { lifetimes: readonly Lifetime[]; y: number; from: number; to: number }) {
  const { lifetimes, y, from, to } = props;
  const { sum, each } = moreLivesWords(lifetimes);
  const rest = lifetimes.length > each.length ? ['…'] : [];
  return (
    <g className="lifetime lifetime-more" role="img" aria-label={sum}>
      <title>{[sum, ...each, ...rest].join('\n')}</title>
      <line className="lifetime-halo" x1={from} x2={to} y1={y} y2={y} />
      <line x1={from} x2={to} y1={y} y2={y} />
      <text x={to} y={y + 12} textAnchor="end">
        and {sum.slice(0, sum.indexOf(':'))}
      </text>
    </g>
  );
}

/** Lives of the chosen servers as bars over the histogram; the shape at the end says what became of each. */
export function Lifetimes({ lifetimes, frame }: { lifetimes: readonly Lifetime[]; frame: Frame }) {
  const held = (time: Milliseconds) => Math.min(frame.right, Math.max(frame.left, frame.at(time)));
  const yOf = (row: number) => frame.top + FIRST + row * ROW;
  const shown = lifetimes.slice(0, lifetimes.length > MOST ? MOST - 1 : MOST);
  const more = lifetimes.slice(shown.length);
  const bars = shown.map((lifetime, row) => {
    const { servers, start, end } = lifetime;
    const [server] = servers;
    if (!server) return null;
    const y = yOf(row);
    const [from, to] = [held(start), held(end)];
    return (
      <g key={server.address} className="lifetime" role="img" aria-label={lifetimeWords(lifetime)}>
        <title>{lifetimeWords(lifetime)}</title>
        <line className="lifetime-halo" x1={from} x2={to} y1={y} y2={y} />
        <line x1={from} x2={to} y1={y} y2={y} />
        <g transform={`translate(${to},${y}) scale(0.75)`}>
          <ServerMarkShape status={server.status} />
        </g>
      </g>
    );
  });
  if (more.length === 0) return bars;
  const { start, end } = extentOf(more);
  return (
    <>
      {bars}
      <MoreLives lifetimes={more} y={yOf(shown.length)} from={held(start)} to={held(end)} />
    </>
  );
}
