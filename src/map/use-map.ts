import { useEffect, useRef, useState, type RefObject } from 'react';
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Projection } from '../model/projection.ts';
import type { Camera } from '../state/choices.ts';
import { isEmulatedCard, tellCard } from '../state/paint-first.ts';
import { changeAfterPaint, drawAfterPaint, rendererOf } from './draw-after-paint.ts';
import { basemapLayers, basemapStyle } from './basemap-style.ts';
import { mapPalettes } from '../model/map-palette.ts';
import { cutGlobeCoarser } from './globe-fineness.ts';
import { paceDraws } from './pace-draws.ts';
import { getReady } from './get-ready.ts';
import { leastZoom, leastZoomAt, worldCamera } from './sight.ts';
import { settleLabels } from './settle-labels.ts';
import { tellLoading } from './tell-loading.ts';

setWorkerUrl(workerUrl);

const WAIT_FOR_CONTEXT_MS = 4000;
const CONTEXT_LOST =
  'The graphics context was lost: the browser took the graphics card away from the map. It is being drawn again.';

/** What the map is made with; later changes of theme and camera are applied to the living map. */
export interface MapOptions {
  projection: Projection;
  theme: 'dark' | 'light';
  camera: Camera | null;
  label: string;
  onCamera: (camera: Camera) => void;
  onContextLost?: ((message: string) => void) | undefined;
  onContextRestored?: (() => void) | undefined;
}

/** Whether the reader asked for less motion. */
export function lessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** How much larger than usual the page's letters are: more on a wall screen. */
function letterScale(): number {
  return Number(getComputedStyle(document.documentElement).getPropertyValue('--scale')) || 1;
}

function makeMap(container: HTMLElement, options: MapOptions): MapLibre {
  const { clientWidth: width, clientHeight: height } = container;
  const { projection } = options;
  const { longitude, latitude, zoom } = options.camera ?? worldCamera(projection, width, height);
  return new MapLibre({
    container,
    style: {
      ...basemapStyle(mapPalettes[options.theme], letterScale()),
      projection: { type: projection },
    },
    center: [longitude, latitude],
    zoom,
    // Before its style is there the map is flat, and knows of no latitude; the bound of the globe follows.
    minZoom: leastZoomAt(latitude, projection, width, height),
    maxZoom: 10,
    renderWorldCopies: true,
    attributionControl: false,
    dragRotate: false,
    touchPitch: false,
    pitchWithRotate: false,
    maxPitch: 0,
    // Labels that fade in draw the whole map some ten times over while the telemetry is read.
    fadeDuration: 0,
    locale: { 'Map.Title': options.label },
  });
}

/** Removes a map; a lost context can make its parts throw, which then no longer matters. */
function removeMap(map: MapLibre): void {
  try {
    map.remove();
  } catch (error) {
    console.warn('The map could not be taken down cleanly.', error);
  }
}

/**
 * Owns one MapLibre map in a container. Gives the map once its style is there, null before and between. After a lost
 * graphics context the map is made anew at the same camera, since deck.gl cannot take up a restored one.
 */
export function useMap(container: RefObject<HTMLElement | null>, options: MapOptions) {
  const [map, setMap] = useState<MapLibre | null>(null);
  const [generation, setGeneration] = useState(0);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let remove: (() => void) | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const make = () => {
      const { projection } = latest.current;
      const made = makeMap(element, latest.current);
      const isEmulated = isEmulatedCard(rendererOf(made));
      tellCard(isEmulated);
      if (isEmulated) paceDraws(made);
      cutGlobeCoarser(made);
      getReady(made);
      tellLoading(made, drawAfterPaint(made));
      settleLabels(made);
      const again = () => {
        clearTimeout(timer);
        const { lng: longitude, lat: latitude } = made.getCenter();
        const camera = { longitude, latitude, zoom: made.getZoom() };
        latest.current = { ...latest.current, camera };
        setGeneration((count) => count + 1);
      };
      const lost = () => {
        setMap(null);
        latest.current.onContextLost?.(CONTEXT_LOST);
        timer = setTimeout(again, WAIT_FOR_CONTEXT_MS);
      };
      made.on('webglcontextlost', lost);
      made.on('webglcontextrestored', again);
      made.once('style.load', () => {
        const { clientWidth, clientHeight } = element;
        made.setMinZoom(leastZoom(projection, clientWidth, clientHeight));
        setMap(made);
        if (generation > 0) latest.current.onContextRestored?.();
      });
      remove = () => {
        made.off('webglcontextlost', lost);
        made.off('webglcontextrestored', again);
        removeMap(made);
      };
    };
    // In a task of its own: what is asked of the workers in this one is answered while the graphics card gets ready.
    timer = setTimeout(make);
    return () => {
      clearTimeout(timer);
      setMap(null);
      remove?.();
    };
  }, [container, generation]);
  useTheme(map, options.theme);
  useCamera(map, options);
  return map;
}

/** Repaints the basemap's own layers in a theme; sources, states and the camera stay. */
function useTheme(map: MapLibre | null, theme: 'dark' | 'light'): void {
  useEffect(() => {
    if (!map) return;
    return changeAfterPaint(map, () => {
      for (const layer of basemapLayers(mapPalettes[theme], letterScale())) {
        for (const [name, value] of Object.entries(layer.paint ?? {})) {
          map.setPaintProperty(layer.id, name as 'fill-color', value as string);
        }
      }
    });
  }, [map, theme]);
}

/** What a move of the map carries where the page made it: it is no choice of the reader's. */
const asked = { isAsked: true } as const;

function moveTo(map: MapLibre, camera: Camera | null, projection: Projection, isAtOnce = false) {
  const { clientWidth, clientHeight } = map.getContainer();
  const { longitude, latitude, zoom } =
    camera ?? worldCamera(projection, clientWidth, clientHeight);
  const target = { center: [longitude, latitude] as [number, number], zoom };
  if (isAtOnce || lessMotion()) map.jumpTo(target, asked);
  else map.easeTo({ ...target, duration: 150 }, asked);
}

/**
 * Reports where the reader brought the map to rest, and moves it to a camera that came from outside. A camera that the map
 * itself reported never moves it, however late it comes back. A map without a camera goes on showing the whole world.
 */
function useCamera(map: MapLibre | null, { camera, projection, onCamera }: MapOptions): void {
  const own = useRef<Camera | null>(camera);
  const latest = useRef({ onCamera, projection });
  /** Whether a move from outside waits: what the map does until then is not the reader's. */
  const waits = useRef(false);
  useEffect(() => {
    latest.current = { onCamera, projection };
  });
  useEffect(() => {
    if (!map) return;
    const moved = (event: object) => {
      if ('isAsked' in event || waits.current) return;
      const { lng: longitude, lat: latitude } = map.getCenter().wrap();
      own.current = { longitude, latitude, zoom: map.getZoom() };
      latest.current.onCamera(own.current);
    };
    const resized = () => fit(map, latest.current.projection, own.current);
    map.on('moveend', moved);
    map.on('resize', resized);
    return () => {
      map.off('moveend', moved);
      map.off('resize', resized);
    };
  }, [map]);
  useEffect(() => {
    if (!map) return;
    // All areas are cut anew for another projection.
    return changeAfterPaint(map, () => {
      if (map.getProjection()?.type === projection) return;
      map.setProjection({ type: projection });
      fit(map, projection, own.current);
    });
  }, [map, projection]);
  useEffect(() => {
    if (!map || sameCamera(camera, own.current)) return;
    waits.current = true;
    const callOff = changeAfterPaint(map, () => {
      waits.current = false;
      own.current = camera;
      moveTo(map, camera, latest.current.projection);
    });
    return () => {
      waits.current = false;
      callOff();
    };
  }, [map, camera]);
}

/** Bounds the zoom to what a projection and the window allow, and shows the whole world where no camera was chosen. */
function fit(map: MapLibre, projection: Projection, camera: Camera | null): void {
  const { clientWidth, clientHeight } = map.getContainer();
  const least = leastZoom(projection, clientWidth, clientHeight);
  // A bound that is too high would hold the map back; raising it moves the map by itself, as if the reader had.
  if (map.getMinZoom() > least) map.setMinZoom(least);
  if (!camera || map.getZoom() < least) moveTo(map, camera, projection, true);
  map.setMinZoom(least);
}

function sameCamera(a: Camera | null, b: Camera | null): boolean {
  if (!a || !b) return a === b;
  return a.longitude === b.longitude && a.latitude === b.latitude && a.zoom === b.zoom;
}
