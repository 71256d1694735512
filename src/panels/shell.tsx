import './theme.css';
import './shell.css';
import { useRef, useState, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import { PartContext } from '../state/use-after-paint.ts';

/** How far the bottom sheet of a small screen is drawn up. */
const stops = ['peek', 'half', 'full'] as const;
type Stop = (typeof stops)[number];

const stopWords: Record<Stop, string> = {
  peek: 'Figures: folded. Unfold to half',
  half: 'Figures: half. Unfold fully',
  full: 'Figures: unfolded. Fold',
};

/** A drag shorter than this is a press. */
const DRAG_PIXELS = 24;

function stepped(stop: Stop, by: number): Stop {
  const index = Math.min(stops.length - 1, Math.max(0, stops.indexOf(stop) + by));
  return stops[index]!;
}

function SheetHandle({ stop, onStop }: { stop: Stop; onStop: (stop: Stop) => void }) {
  const from = useRef<number | null>(null);
  const dragged = useRef(false);
  const down = (event: PointerEvent) => {
    from.current = event.clientY;
    dragged.current = false;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const up = (event: PointerEvent) => {
    const distance = from.current === null ? 0 : event.clientY - from.current;
    from.current = null;
    if (Math.abs(distance) < DRAG_PIXELS) return;
    dragged.current = true;
    onStop(stepped(stop, distance < 0 ? 1 : -1));
  };
  const press = () => {
    if (dragged.current) dragged.current = false;
    else onStop(stop === 'full' ? 'peek' : stepped(stop, 1));
  };
  return (
    <button
      type="button"
      className="sheet-handle"
      aria-label={stopWords[stop]}
      aria-expanded={stop !== 'peek'}
      onPointerDown={down}
      onPointerUp={up}
      onClick={press}
    />
  );
}

/** Takes the keyboard to the map without the link's own way there: the page's address says what is chosen. */
function skipToMap(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('map')?.focus();
}

/** The places of the page: header, rail, map and timeline; on a small screen the rail is a bottom sheet. */
export function Shell(props: {
  header: ReactNode;
  rail: ReactNode;
  map: ReactNode;
  timeline: ReactNode;
  children?: ReactNode;
}) {
  const [stop, setStop] = useState<Stop>('peek');
  return (
    <div className="shell">
      <a className="skip" href="#map" onClick={skipToMap}>
        Skip to the map
      </a>
      <header data-part="header">
        <PartContext value="header">{props.header}</PartContext>
      </header>
      <aside className="shell-rail" data-part="rail" data-stop={stop} aria-label="Figures">
        <SheetHandle stop={stop} onStop={setStop} />
        <PartContext value="rail">{props.rail}</PartContext>
      </aside>
      <main id="map" data-part="map" tabIndex={-1}>
        <PartContext value="map">{props.map}</PartContext>
      </main>
      <section className="shell-timeline" data-part="timeline" aria-label="Timeline">
        <PartContext value="timeline">{props.timeline}</PartContext>
      </section>
      {props.children}
    </div>
  );
}
