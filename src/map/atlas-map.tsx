import 'maplibre-gl/dist/maplibre-gl.css';
import './map.css';
import { useCallback, useRef, type KeyboardEvent } from 'react';
import type { AtlasMapProps } from './atlas-map-props.ts';
import { Attribution } from './attribution.tsx';
import { densityLayers } from './density-on-map.ts';
import { useCellLevel, useFieldOnMap } from './field-on-map.ts';
import { Legend } from './legend.tsx';
import { PileMarkers } from './pile-markers.tsx';
import { Readout } from './readout.tsx';
import { ServerCard } from './server-card.tsx';
import { markOf } from '../model/server-marks.ts';
import { ServerMarkers, useServerMarks } from './server-markers.tsx';
import { useBasemapLabels, useFinerLand } from './use-basemap-labels.ts';
import {
  useCountryClick,
  useCountryOnly,
  useCountryShading,
  useSelectedCountries,
} from './use-map-layers.ts';
import { useLasting } from './use-lasting.ts';
import { useMap } from './use-map.ts';
import { useOverlay } from './use-overlay.ts';

/** A picture that is renewed sooner is not dimmed: a brush that moves would make it flicker, and be drawn twice. */
const DIM_AFTER_MS = 400;

/** Draws everything that lies on the map; gives what the DOM around it needs. */
function useDrawing(container: React.RefObject<HTMLElement | null>, props: AtlasMapProps) {
  const { way, theme, language, cells, stale, densityClient, smoothingKm, countries } = props;
  const map = useMap(container, { ...props, label: 'World map of infections' });
  const dense = way === 'density';
  const field = useFieldOnMap(map, densityClient, dense ? cells : null, smoothingKm);
  const { scale } = props;
  const isOld = useLasting(stale, DIM_AFTER_MS);
  const makeLayers = useCallback(() => densityLayers(field, scale, isOld), [field, scale, isOld]);
  useOverlay(map, makeLayers);
  const points = useBasemapLabels(map, language);
  useFinerLand(map, cells !== null);
  useCountryOnly(map, dense ? countries : null, theme);
  useCountryShading(map, dense ? null : props.shaded, props.countryScale);
  useSelectedCountries(map, props.selectedCountries);
  useCellLevel(map, smoothingKm, props.onLevel);
  useCountryClick(map, props.onCountry);
  return { map, field, points };
}

/** The map with everything on it. It asks no source: what it draws comes in, what is chosen on it goes out. */
export function AtlasMap(props: AtlasMapProps) {
  const { way, measure, language, countries, servers, selectedServer, onServer } = props;
  const container = useRef<HTMLDivElement>(null);
  const { map, field, points } = useDrawing(container, props);
  const marks = useServerMarks(map, servers, points);
  const open = markOf(marks, selectedServer);
  const scale = way === 'density' ? props.scale : props.countryScale;
  const { shaded, rating } = props;
  const context = { way, measure, countries, shaded, language, least: props.scale?.domain[0] ?? 0 };
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    onServer(null);
  };
  return (
    <section
      className="atlas-map"
      aria-label="Map"
      data-field={!field ? 'none' : field.cells === props.cells ? 'there' : 'old'}
      onKeyDown={escape}
    >
      <div ref={container} className="map-canvas" />
      <PileMarkers map={map} piles={props.piles} without={props.without} />
      <ServerMarkers {...{ map, marks, language, onServer }} selected={selectedServer} />
      <Readout map={map} field={field} {...context} />
      <Legend
        {...{ way, measure, language, scale, countries, servers }}
        smoothingKm={field?.smoothingKm ?? null}
        rating={rating}
        placing={props.placing}
        onPlacing={props.onPlacing}
        piles={props.piles.filter(({ key }) => !props.without.includes(key)).length}
        without={props.without}
        reconstruction={props.reconstruction}
        domainLocked={props.domainLocked}
        isFitting={props.isFitting}
        onLockDomain={props.onLockDomain}
      />
      {open && (
        <ServerCard
          mark={open}
          language={language}
          victims={props.victimsOf?.(open.key) ?? null}
          onClose={() => onServer(null)}
        />
      )}
      <Attribution dbIp={props.dbIp} />
    </section>
  );
}
