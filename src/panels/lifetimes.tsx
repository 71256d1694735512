import type { Lifetime } from '../model/server-lens.ts';
import { statusWords } from '../model/server-shapes.ts';
import { isoDate, type Milliseconds } from '../model/time.ts';
import { ServerMarkShape } from './server-mark.tsx';

/** More lives than these would hide the bars of the timeline. */
const MOST = 4;
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

/** Lives of the chosen servers as bars over the histogram; the shape at the end says what became of each. */
export function Lifetimes({ lifetimes, frame }: { lifetimes: readonly Lifetime[]; frame: Frame }) {
  const shown = lifetimes.slice(0, MOST);
  return shown.map((lifetime, row) => {
    const { servers, start, end } = lifetime;
    const [server] = servers;
    if (!server) return null;
    const y = frame.top + FIRST + row * ROW;
    const held = (time: Milliseconds) =>
      Math.min(frame.right, Math.max(frame.left, frame.at(time)));
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
}
