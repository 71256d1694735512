import { useEffect, useRef, useState } from 'react';
import type { Map as MapLibre } from 'maplibre-gl';
import type { CellAggregate } from '../model/aggregate.ts';
import type { Latest } from '../model/latest.ts';
import type { DensityClient } from '../density/density-client.ts';
import { resolutionFor } from '../density/hexagon-grid.ts';
import type { Way } from '../state/ways.ts';
import { makeDrawingLoop } from './drawing-loop.ts';
import type { Drawing, DrawingOptions, DrawingRequest, Plan } from './map-way.ts';
import { mapWays } from './map-ways.ts';
import { sightOf } from './sight.ts';

/**
 * What a way draws of what the map shows, with a margin. The old drawing stays, and moves with the map, until the new one
 * is there; null before the first cells and while the drawing there is of another way.
 */
export function useDrawing(
  map: MapLibre | null,
  client: DensityClient,
  way: Way,
  cells: CellAggregate | null,
  options: DrawingOptions,
): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const asked = useRef<Plan | null>(null);
  const loop = useRef<Latest<DrawingRequest> | null>(null);
  useEffect(() => {
    const made = makeDrawingLoop(
      client,
      (request) => mapWays[request.way],
      setDrawing,
      (error) => console.error(error),
    );
    loop.current = made;
    return () => {
      made.close();
      asked.current = null;
    };
  }, [client]);
  useEffect(() => {
    const { plan: planOf, serves } = mapWays[way];
    if (!map || !cells || !planOf) return;
    const ask = () => {
      const plan = planOf(sightOf(map), options);
      asked.current = plan;
      loop.current?.ask({ way, cells, plan, options });
    };
    const moved = () => {
      if (!asked.current || !serves(asked.current, sightOf(map), options)) ask();
    };
    ask();
    map.on('move', moved);
    map.on('resize', moved);
    map.on('projectiontransition', moved);
    return () => {
      map.off('move', moved);
      map.off('resize', moved);
      map.off('projectiontransition', moved);
    };
  }, [map, client, way, cells, options]);
  return cells && drawing?.way === way ? drawing : null;
}

/** How finely the zoom lets things be drawn. */
export interface Detail {
  /** Cell level to ask for. */
  level: number;
  /** Of H3's hexagons. */
  resolution: number;
}

/** Tells, at the start and on change, how finely the zoom lets things be drawn. */
export function useDetail(
  map: MapLibre | null,
  levelAt: (zoom: number) => number,
  onDetail: (detail: Detail) => void,
): void {
  const latest = useRef(onDetail);
  useEffect(() => {
    latest.current = onDetail;
  });
  useEffect(() => {
    if (!map) return;
    let told = '';
    const tell = () => {
      const zoom = map.getZoom();
      const detail = { level: levelAt(zoom), resolution: resolutionFor(zoom) };
      if (JSON.stringify(detail) === told) return;
      told = JSON.stringify(detail);
      latest.current(detail);
    };
    tell();
    map.on('moveend', tell);
    return () => void map.off('moveend', tell);
  }, [map, levelAt]);
}
