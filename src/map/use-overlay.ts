import { useEffect, useRef, useState } from 'react';
import type { Layer } from '@deck.gl/core';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';
import { changeAfterPaint } from './draw-after-paint.ts';
import { makeRestFrames } from './rest-frames.ts';
import { whenRested } from './when-rested.ts';

const GROUP = 'deck-maplibre-layer-group';

/**
 * Draws deck.gl layers among the map's own; a layer's `beforeId` says under which one. The overlay gives its layers
 * their place only while no source is loading, and draws them over everything until then: so the list should hold its
 * layers from the start, without data, and is set again at the first rest where the place is still missing.
 * @param makeLayers gives new layer objects at each call: one that a lost map drew cannot be drawn by another
 * @param makeReady gives layers whose programs are linked while a flat map rests, one by one: each is among the others once,
 * but not drawn. A picture of the globe takes too long to be drawn for that.
 * @returns whether the overlay has drawn on this map
 */
export function useOverlay(
  map: MapLibre | null,
  makeLayers: () => Layer[],
  makeReady: () => Layer[],
): boolean {
  const [drawnOn, setDrawnOn] = useState<MapLibre | null>(null);
  const draw = useRef<(() => void) | null>(null);
  const latest = useRef({ makeLayers, makeReady });
  useEffect(() => {
    latest.current = { makeLayers, makeReady };
  });
  useEffect(() => {
    if (!map) return;
    const onAfterRender = () => setDrawnOn(map);
    const rest = makeRestFrames(map);
    const made = new MapLibreOverlay({
      interleaved: true,
      layers: latest.current.makeLayers(),
      onAfterRender,
      // Handed on to deck.gl's loop, of which the types of a map's overlay know nothing.
      ...({ animationFrameProvider: rest.frames } as object),
    });
    map.addControl(made);
    const drawLayers = (layers: Layer[]) => {
      made.setProps({ layers });
      rest.wake();
    };
    const drawLatest = () => drawLayers(latest.current.makeLayers());
    draw.current = drawLatest;
    const settle = () => {
      const placed = map.getLayersOrder().some((id) => id.startsWith(GROUP));
      if (!placed) drawLatest();
    };
    map.on('idle', settle);
    map.on('sourcedata', settle);
    const known = new Set<string>();
    const stop = whenRested(map, () => {
      if (map.getProjection()?.type === 'globe') return false;
      const layers = latest.current.makeLayers();
      for (const { id } of layers) known.add(id);
      const next = latest.current.makeReady().find(({ id }) => !known.has(id));
      if (!next) return false;
      known.add(next.id);
      drawLayers([...layers, next.clone({ visible: false }) as Layer]);
      return false;
    });
    return () => {
      draw.current = null;
      stop();
      rest.end();
      map.off('idle', settle);
      map.off('sourcedata', settle);
      // A map that was removed, or whose context is gone, has taken its controls with it.
      if (map.hasControl(made)) map.removeControl(made);
    };
  }, [map]);
  useEffect(() => {
    if (!map) return;
    // New layers for every change of what makes them. The overlay reads the map's projection with its layers: whoever changes
    // that does so before.
    return changeAfterPaint(map, () => draw.current?.());
  }, [map, makeLayers]);
  return map !== null && drawnOn === map;
}
