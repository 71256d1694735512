import './readout.css';
import { useEffect, useRef, useState } from 'react';
import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl';
import { readField } from '../density/read-field.ts';
import { countryName } from '../model/country-name.ts';
import { AREAS, LAND_LAYER } from './basemap-style.ts';
import type { Drawing, Look } from './map-way.ts';
import { mapWayOf } from './map-ways.ts';
import { placeBox } from './place-box.ts';
import { placeAt } from './sight.ts';
import { readoutWords } from './readout-words.ts';
import { doAfterPaint } from '../state/paint-first.ts';

type Context = Parameters<typeof readoutWords>[1];

/** What the readout reads. */
export interface ReadoutProps extends Context {
  map: MapLibre | null;
  drawing: Drawing | null;
  look: Look;
}

interface Spot {
  x: number;
  y: number;
}

/** ISO alpha-2 of the country at a point of the map's container, '' at sea and beside the globe. */
export function countryAt(map: MapLibre, { x, y }: Spot): string {
  if (!map.getLayer(LAND_LAYER) || !placeAt(map, { x, y })) return '';
  const [land] = map.queryRenderedFeatures([x, y], { layers: [LAND_LAYER] });
  return (land?.properties as { id?: string } | undefined)?.id ?? '';
}

interface Read {
  drawing: Drawing | null;
  look: Look;
  context: Context;
}

function wordsAt(map: MapLibre, spot: Spot, { drawing, look, context }: Read) {
  const place = placeAt(map, spot);
  if (!place) return { country: '', words: null };
  const country = countryAt(map, spot);
  const { longitude: lng, latitude: lat } = place;
  const density = drawing?.field ? readField(drawing.field, lng, lat) : null;
  const name = country ? countryName(country, context.language) : '';
  const sight = { zoom: map.getZoom() };
  const told = drawing
    ? (mapWayOf(drawing.way).read?.(drawing, [lng, lat], sight, look) ?? [])
    : [];
  told.push(...(mapWayOf(context.way).readMap?.(map, spot, look, country) ?? []));
  return { country, words: readoutWords({ country, name, density, told }, context) };
}

/** Puts the box beside the spot, off the edges, the servers and the panels. */
function place(box: HTMLElement, spot: Spot): void {
  const parent = box.offsetParent;
  if (!parent) return;
  const origin = parent.getBoundingClientRect();
  const inSight = [...parent.querySelectorAll('.server-mark, .map-legend, .server-card')].map(
    (element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { left: left - origin.left, top: top - origin.top, width, height };
    },
  );
  const size = { width: box.offsetWidth, height: box.offsetHeight };
  const { left, top } = placeBox(spot, size, origin, inSight);
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

function useHovered(map: MapLibre | null) {
  const hovered = useRef('');
  return (country: string) => {
    if (!map || hovered.current === country) return;
    const mark = (id: string, value: boolean) => {
      if (id !== '') map.setFeatureState({ source: AREAS, id }, { hovered: value });
    };
    mark(hovered.current, false);
    mark(country, true);
    hovered.current = country;
  };
}

/**
 * The values at the cursor, or after a tap; with the keyboard on the map, those at its middle, which a screen reader
 * hears. Moves are read once a frame and draw nothing but this box.
 */
export function Readout({ map, drawing, look, ...context }: ReadoutProps) {
  const box = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState<string[] | null>(null);
  const [spoken, setSpoken] = useState('');
  const spot = useRef<Spot | null>(null);
  const setHovered = useHovered(map);
  const read = () => {
    if (!map) return;
    const found = spot.current ? wordsAt(map, spot.current, { drawing, look, context }) : null;
    setHovered(found?.country ?? '');
    const next = found?.words ?? null;
    setWords((old) => (old?.join() === next?.join() ? old : next));
    if (box.current && spot.current) place(box.current, spot.current);
  };
  const speak = () => {
    if (!map) return;
    const { clientWidth, clientHeight } = map.getContainer();
    const middle = { x: clientWidth / 2, y: clientHeight / 2 };
    setSpoken(
      wordsAt(map, middle, { drawing, look, context }).words?.join('. ') ??
        'At sea: nothing recorded here',
    );
  };
  const latest = useRef({ read, speak });
  useEffect(() => {
    latest.current = { read, speak };
  });
  useEffect(
    () => doAfterPaint(() => latest.current.read()),
    [drawing, look, context.countries, context.way],
  );
  useReading(map, spot, latest);
  useEffect(() => {
    if (words && box.current && spot.current) place(box.current, spot.current);
  });
  const [title, ...lines] = words ?? [];
  return (
    <>
      <div ref={box} className="map-panel map-readout" hidden={!words} aria-hidden="true">
        <strong>{title}</strong>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </div>
      <p className="map-spoken" role="status">
        {spoken}
      </p>
      <span className="map-crosshair" aria-hidden="true" />
    </>
  );
}

/** Listens to pointer, touch and keyboard, and reads once a frame. */
function useReading(
  map: MapLibre | null,
  spot: React.RefObject<Spot | null>,
  latest: React.RefObject<{ read(): void; speak(): void }>,
): void {
  useEffect(() => {
    if (!map) return;
    let frame = 0;
    let callOff = () => {};
    const soon = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        callOff();
        callOff = doAfterPaint(() => latest.current.read());
      });
    };
    const at = ({ point }: MapMouseEvent) => {
      spot.current = { x: point.x, y: point.y };
      soon();
    };
    const away = () => {
      spot.current = null;
      soon();
    };
    const rested = () => {
      if (map.getCanvas().matches(':focus-visible')) latest.current.speak();
    };
    const canvas = map.getCanvas();
    map.on('mousemove', at);
    map.on('click', at);
    map.on('mouseout', away);
    map.on('movestart', away);
    map.on('moveend', rested);
    // What MapLibre draws is there later than the answer that it is drawn from.
    map.on('idle', soon);
    canvas.addEventListener('focus', rested);
    return () => {
      cancelAnimationFrame(frame);
      callOff();
      map.off('mousemove', at);
      map.off('click', at);
      map.off('mouseout', away);
      map.off('movestart', away);
      map.off('moveend', rested);
      map.off('idle', soon);
      canvas.removeEventListener('focus', rested);
    };
  }, [map, spot, latest]);
}
