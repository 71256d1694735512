import 'maplibre-gl/dist/maplibre-gl.css';
import './map.css';
import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { AtlasMapProps } from './atlas-map-props.ts';
import { Attribution } from './attribution.tsx';
import { contourValues } from '../density/contours.ts';
import { meanAreaKm2 } from '../density/hexagon-grid.ts';
import { cellLevelOf } from '../density/cell-level.ts';
import type { SymbolPicture } from '../ways/symbols.ts';
import { waySpecs } from '../ways/ways.ts';
import { DrawingControl } from './drawing-control.tsx';
import { legendTitle } from '../state/legend-words.ts';
import { Legend } from './legend.tsx';
import { GlobeEdge } from './globe-edge.tsx';
import { PileMarkers } from './pile-markers.tsx';
import { Readout } from './readout.tsx';
import { SelectingControl } from './selecting-control.tsx';
import { ServerCard } from './server-card.tsx';
import { countryName } from '../model/country-name.ts';
import { neighbourOf } from '../model/server-lens.ts';
import type { Projection } from '../model/projection.ts';
import type { Camera } from '../state/choices.ts';
import { useAfterPaint } from '../state/use-after-paint.ts';
import { sightFrom } from './sight.ts';
import { markOf, type LabelPoints, type ServerMark } from '../model/server-marks.ts';
import { ServerMarkers, useServerMarks } from './server-markers.tsx';
import { useBasemapLabels, useCityLabels, useFinerLand } from './use-basemap-labels.ts';
import {
  useCountryClick,
  useCountryOnly,
  useCountryShading,
  useSelectedCountries,
} from './use-map-layers.ts';
import { useLasting } from './use-lasting.ts';
import { useMap } from './use-map.ts';
import { useOverlay } from './use-overlay.ts';
import { mapWayOf, mapWays } from './map-ways.ts';
import type { Look } from './map-way.ts';
import { ProjectionControl } from './projection-control.tsx';
import { WayControl } from './way-control.tsx';
import { useDetail, useDrawing } from './use-drawing.ts';
import { useSelectionOutline } from './use-selection-outline.ts';
import { useShownLines } from './use-shown-lines.ts';

/** A picture that is renewed sooner is not dimmed: a brush that moves would make it flicker, and be drawn twice. */
const DIM_AFTER_MS = 400;
const OLD_OPACITY = 0.7;

const noValues: readonly number[] = [];

/** What a way of symbols draws; null with every other way. */
function useSymbols(props: AtlasMapProps, points: LabelPoints): SymbolPicture | null {
  const { way, measure, language, countries, calls, servers, scale } = props;
  const { symbols, colours } = waySpecs[way];
  const most = colours === 'sizes' && scale ? scale.domain[1] : null;
  return useMemo(
    () =>
      symbols?.draw({
        ...{ measure, language, countries, calls, servers, points, most },
        nameOf: (code) => countryName(code, language),
      }) ?? null,
    [symbols, measure, language, countries, calls, servers, points, most],
  );
}

/** How what is drawn looks. */
function useLook(props: AtlasMapProps, points: LabelPoints): Look {
  const { scale, theme, projection, measure, hexagonUnit, language, stale } = props;
  const strength = props.colours.opacity;
  const opacity = useLasting(useAfterPaint(stale), DIM_AFTER_MS) ? OLD_OPACITY : 1;
  const symbols = useSymbols(props, points);
  return useMemo(
    () => ({
      scale,
      opacity,
      strength,
      theme,
      projection,
      measure,
      hexagonUnit,
      symbols,
      language,
    }),
    [scale, opacity, strength, theme, projection, measure, hexagonUnit, symbols, language],
  );
}

/** What the map will show once it is there; always the same function. */
function useSightAhead(
  container: React.RefObject<HTMLElement | null>,
  camera: Camera | null,
  projection: Projection,
) {
  const latest = useRef({ camera, projection });
  useEffect(() => {
    latest.current = { camera, projection };
  });
  return useCallback(() => {
    const element = container.current;
    if (!element) return null;
    const { clientWidth: width, clientHeight: height } = element;
    return sightFrom(latest.current.camera, latest.current.projection, { width, height });
  }, [container]);
}

/** Draws everything that lies on the map; gives what the DOM around it needs. */
function useDrawn(container: React.RefObject<HTMLElement | null>, props: AtlasMapProps) {
  const { way, theme, language, cells, scale, densityClient, smoothingKm, countries } = props;
  const map = useMap(container, { ...props, label: 'World map of infections' });
  const spec = waySpecs[way];
  const key = way === 'contours' && scale ? contourValues(scale).join() : '';
  const options = useMemo(
    () => ({ smoothingKm, at: key === '' ? noValues : key.split(',').map(Number) }),
    [smoothingKm, key],
  );
  const { camera, projection } = props;
  const sightAhead = useSightAhead(container, camera, projection);
  const { onSpent } = props;
  const drawing = useDrawing(map, sightAhead, densityClient, { way, cells, options, onSpent });
  const points = useBasemapLabels(map, language);
  const look = useLook(props, points);
  const makeLayers = useCallback(() => mapWayOf(way).layers(drawing, look), [way, drawing, look]);
  const makeReady = useCallback(() => mapWays.flatMap(({ ready }) => ready?.(look) ?? []), [look]);
  const draws = useOverlay(map, makeLayers, makeReady);
  useShownLines(map, way, drawing, look);
  useFinerLand(map, cells !== null);
  useCityLabels(map, cells !== null);
  useCountryOnly(map, spec.hatched ? countries : null, theme);
  useCountryShading(map, spec.colours === 'countries' ? props.shaded : null, scale, props.theme);
  useSelectedCountries(map, props.selectedCountries);
  useSelectionOutline(map, props.region);
  const levelAt = useCallback(
    (zoom: number) => cellLevelOf(spec.cells(zoom), zoom, smoothingKm),
    [spec, smoothingKm],
  );
  useDetail(map, sightAhead, levelAt, props.onDetail);
  useCountryClick(map, props.onCountry);
  return { map, draws, drawing: draws ? drawing : null, look, points };
}

/** What the card of a mark does with the lens. */
function cardLens(
  { servers: own }: ServerMark,
  {
    servers,
    lens,
    onLens,
    onServer,
  }: Pick<AtlasMapProps, 'servers' | 'lens' | 'onLens' | 'onServer'>,
) {
  const addresses = own.map(({ address }) => address);
  const isThese =
    lens.length === addresses.length && addresses.every((address) => lens.includes(address));
  const stepTo = (step: 1 | -1) => {
    const next = neighbourOf(servers, addresses, step);
    if (!next) return null;
    return () => {
      if (lens.length > 0) onLens([next.address]);
      onServer(next.address);
    };
  };
  return {
    lens: isThese ? 'these' : lens.length > 0 ? 'others' : 'none',
    onLens: () => onLens(isThese ? [] : addresses),
    onBefore: stepTo(-1),
    onAfter: stepTo(1),
  } as const;
}

/** The map with everything on it. It asks no source: what it draws comes in, what is chosen on it goes out. */
export function AtlasMap(props: AtlasMapProps) {
  const { way, measure, language, countries, servers, selectedServer, onServer } = props;
  const container = useRef<HTMLDivElement>(null);
  const { map, draws, drawing, look, points } = useDrawn(container, props);
  // What lies round the map changes with it.
  const projection = useAfterPaint(props.projection);
  const shownLens = useAfterPaint(props.lens);
  const marks = useServerMarks(map, servers, points);
  const open = markOf(marks, selectedServer);
  const lens = open && cardLens(open, props);
  const { scale, hexagonUnit, shaded, rating } = props;
  const context = { way, measure, countries, shaded, language, least: scale?.domain[0] ?? 0 };
  const resolution = drawing?.hexagons?.resolution;
  const hexagonKm2 = resolution === undefined ? null : meanAreaKm2(resolution);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    onServer(null);
  };
  return (
    <section
      className="atlas-map"
      data-projection={projection}
      aria-label="Map"
      data-field={!drawing ? 'none' : drawing.cells === props.cells ? 'there' : 'old'}
      onKeyDown={escape}
    >
      <div ref={container} className="map-canvas" />
      <WayControl {...{ way, hexagonUnit }} onWay={props.onWay} onHexagonUnit={props.onHexagonUnit}>
        <DrawingControl
          {...{ scale, language }}
          scaleKind={props.scaleKind}
          colours={props.colours}
          smoothingKm={props.smoothingKm}
          coloursOf={waySpecs[way].colours}
          domainLocked={props.domainLocked}
          title={legendTitle(measure, way, language, hexagonUnit, rating.quantity)}
          onDrawing={props.onDrawing}
          onLockDomain={props.onLockDomain}
        />
        <ProjectionControl projection={props.projection} onProjection={props.onProjection} />
      </WayControl>
      <GlobeEdge {...{ map, projection }} />
      <SelectingControl {...{ map, language }} region={props.region} onRegion={props.onRegion} />
      <PileMarkers map={map} piles={props.piles} without={props.without} />
      {/* Not before the overlay: while it gets ready, the graphics card has enough to do. */}
      <ServerMarkers
        {...{ marks, language, onServer }}
        map={draws ? map : null}
        lens={shownLens}
        selected={selectedServer}
      />
      <Readout {...{ map, drawing, look }} {...context} />
      <Legend
        {...{ way, measure, language, scale, countries, servers, hexagonUnit, hexagonKm2, rating }}
        smoothingKm={drawing?.smoothingKm ?? null}
        showsPlaces={Boolean(drawing?.places)}
        theme={props.theme}
        placing={props.placing}
        onPlacing={props.onPlacing}
        piles={props.piles.filter(({ key }) => !props.without.includes(key)).length}
        without={props.without}
        symbols={look.symbols}
        namesServers={props.namesServers}
        strength={look.strength}
        reconstruction={props.reconstruction}
        domainLocked={props.domainLocked}
        isFitting={props.isFitting}
        onLockDomain={props.onLockDomain}
      />
      {open && lens && (
        <ServerCard
          mark={open}
          language={language}
          victims={
            props.victimsOf?.(open.key) ?? (lens.lens === 'these' ? props.lensVictims : null)
          }
          {...lens}
          onClose={() => onServer(null)}
        />
      )}
      <Attribution dbIp={props.dbIp} />
    </section>
  );
}
