import './server-markers.css';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { C2Server } from '../model/telemetry.ts';
import { countryName } from '../model/country-name.ts';
import { OBSTACLES } from './basemap-style.ts';
import { addObstacleImage, OBSTACLE_PIXELS } from './obstacle-image.ts';
import {
  declutter,
  markOf,
  ringOffsets,
  ringRadius,
  serverMarks,
  type LabelPoints,
  type Disc,
  type ServerMark,
} from '../model/server-marks.ts';
import { statusWords } from '../model/server-shapes.ts';
import { ServerShape } from './server-shape.tsx';
import { placeAt, projector } from './sight.ts';

/** What the markers need. */
export interface ServerMarkersProps {
  map: MapLibre | null;
  marks: readonly ServerMark[];
  selected: string | null;
  /** Addresses of the servers whose victims are shown alone; none: all. */
  lens: readonly string[];
  language: string;
  onServer: (key: string | null) => void;
}

/** The marks of the servers at the map's zoom; made anew only when a whole zoom step is passed. */
export function useServerMarks(
  map: MapLibre | null,
  servers: readonly C2Server[],
  points: LabelPoints,
): ServerMark[] {
  const [zoom, setZoom] = useState(1);
  useEffect(() => {
    if (!map) return;
    const zoomed = () => setZoom(Math.floor(map.getZoom()));
    zoomed();
    map.on('zoom', zoomed);
    return () => void map.off('zoom', zoomed);
  }, [map]);
  return useMemo(() => serverMarks(servers, points, zoom), [servers, points, zoom]);
}

/** What a mark is called: by screen readers, and as the card's title. */
export function markTitle({ servers, countryOnly }: ServerMark, language: string): string {
  const [first] = servers;
  if (!first) return '';
  const country = first.country ? countryName(first.country, language) : 'Unknown country';
  const place = !countryOnly && first.city ? `${first.city}, ${country}` : country;
  return servers.length === 1 ? `${place}, 1 server` : `${place}, ${servers.length} servers`;
}

function markLabel(mark: ServerMark, language: string): string {
  const statuses = [...new Set(mark.servers.map(({ status }) => statusWords[status]))].join(', ');
  const only = mark.countryOnly ? ', known to the country only' : '';
  return `${markTitle(mark, language)}: command and control, ${statuses}${only}`;
}

function MarkShapes({ mark }: { mark: ServerMark }) {
  const count = mark.servers.length;
  const radius = ringRadius(count);
  const offsets = ringOffsets(count);
  const half = radius + 9;
  return (
    <svg
      width={half * 2}
      height={half * 2}
      viewBox={`${-half} ${-half} ${half * 2} ${half * 2}`}
      aria-hidden="true"
    >
      {count > 1 && <circle className="server-group" r={radius} />}
      {count === 1 && mark.countryOnly && <circle className="server-country" r={radius} />}
      {mark.servers.slice(0, Math.max(1, offsets.length)).map((server, index) => {
        const { x, y } = offsets[index] ?? { x: 0, y: 0 };
        if (count > 1 && offsets.length === 0) return null;
        return <ServerShape key={server.address} status={server.status} x={x} y={y} />;
      })}
      {count > 1 && (
        <text className="server-count" textAnchor="middle" dominantBaseline="central">
          {count}
        </text>
      )}
    </svg>
  );
}

/** Puts the buttons and their leader lines where the map has their points, apart from each other. */
function place(map: MapLibre, marks: readonly ServerMark[], layer: HTMLElement): Disc[] {
  const project = projector(map);
  const near = marks.flatMap((mark, index) => {
    const from = project(mark);
    return from ? [{ index, from, radius: ringRadius(mark.servers.length) + 3 }] : [];
  });
  const spots = declutter(
    near.map(({ from, radius }) => ({ ...from, radius })),
    0,
  );
  const buttons = layer.querySelectorAll<HTMLElement>('.server-mark');
  const leaders = layer.querySelectorAll<SVGLineElement>('.server-leader');
  const { clientWidth, clientHeight } = layer;
  // A focus on a button out of sight would scroll the layer away from the map.
  for (const element of [...buttons, ...leaders]) element.style.visibility = 'hidden';
  near.forEach(({ index, from, radius }, n) => {
    const { x, y } = spots[n]!;
    const button = buttons[index];
    const leader = leaders[index];
    if (!button || !leader) return;
    const inside =
      x > -radius && y > -radius && x < clientWidth + radius && y < clientHeight + radius;
    button.style.visibility = inside ? 'visible' : 'hidden';
    leader.style.visibility = button.style.visibility;
    button.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
    leader.setAttribute('x1', from.x.toFixed(1));
    leader.setAttribute('y1', from.y.toFixed(1));
    leader.setAttribute('x2', x.toFixed(1));
    leader.setAttribute('y2', y.toFixed(1));
  });
  return spots.map(({ x, y }, n) => ({ x, y, radius: near[n]!.radius }));
}

/** Keeps the basemap's labels from under the marks. */
function clearLabels(map: MapLibre, discs: readonly Disc[]): void {
  addObstacleImage(map);
  const features = discs.flatMap(({ x, y, radius }): GeoJSON.Feature[] => {
    const place = placeAt(map, { x, y });
    if (!place) return [];
    const longitude = place.longitude - 360 * Math.round(place.longitude / 360);
    return [
      {
        type: 'Feature',
        properties: { size: (2 * radius) / OBSTACLE_PIXELS },
        geometry: { type: 'Point', coordinates: [longitude, place.latitude] },
      },
    ];
  });
  void map.getSource<GeoJSONSource>(OBSTACLES)?.setData({ type: 'FeatureCollection', features });
}

/** Command-and-control servers as buttons over the map: shapes, not heat, and reachable by keyboard. */
export const ServerMarkers = memo(function ServerMarkers(props: ServerMarkersProps) {
  const { map, marks, selected, lens, language, onServer } = props;
  const layer = useRef<HTMLDivElement>(null);
  const open = markOf(marks, selected);
  useEffect(() => {
    const element = layer.current;
    if (!map || !element) return;
    const update = () => place(map, marks, element);
    const rest = () => clearLabels(map, update());
    rest();
    map.on('moveend', rest);
    map.on('move', update);
    map.on('resize', update);
    map.on('projectiontransition', rest);
    return () => {
      map.off('moveend', rest);
      map.off('move', update);
      map.off('resize', update);
      map.off('projectiontransition', rest);
    };
  }, [map, marks]);
  if (!map) return null;
  return (
    <div ref={layer} className="server-markers" role="group" aria-label="Command servers">
      <svg className="server-leaders" aria-hidden="true">
        {marks.map((mark) => (
          <line key={mark.key} className="server-leader" />
        ))}
      </svg>
      {marks.map((mark) => (
        <button
          key={mark.key}
          type="button"
          className="server-mark"
          aria-label={markLabel(mark, language)}
          aria-expanded={mark === open}
          data-lens={mark.servers.some(({ address }) => lens.includes(address))}
          onClick={() => onServer(mark === open ? null : mark.key)}
        >
          <MarkShapes mark={mark} />
        </button>
      ))}
    </div>
  );
});
