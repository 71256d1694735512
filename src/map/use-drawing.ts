import { useEffect, useMemo, useRef, useState } from 'react';
import type { Map as MapLibre } from 'maplibre-gl';
import type { CellAggregate } from '../model/aggregate.ts';
import type { Latest } from '../model/latest.ts';
import type { DensityClient } from '../density/density-client.ts';
import { resolutionFor } from '../density/hexagon-grid.ts';
import { doAfterPaint } from '../state/paint-first.ts';
import type { Way } from '../ways/ways.ts';
import { changeAfterPaint } from './draw-after-paint.ts';
import { makeDrawingLoop } from './drawing-loop.ts';
import type { Drawing, DrawingOptions, DrawingRequest, Sight } from './map-way.ts';
import { mapWayOf } from './map-ways.ts';
import { sightOf } from './sight.ts';
import { makeSpentCells } from './spent-cells.ts';

/**
 * Gives back the memory of a field once another drawing is there. Nothing reads the old one then: layers and readout are
 * given the new one with the same commit, and of layers only the newest are uploaded.
 */
function useGiveBack(client: DensityClient, drawing: Drawing | null): void {
  const shown = useRef<Drawing | null>(null);
  useEffect(() => {
    const before = shown.current?.field?.data;
    shown.current = drawing;
    if (!before || before === drawing?.field?.data) return;
    // The layers are given the new one then.
    doAfterPaint(() => client.giveBack(before));
  }, [client, drawing]);
}

/** What is wanted of the map. */
interface Wanted {
  way: Way;
  cells: CellAggregate | null;
  options: DrawingOptions;
  /** Hears of cells that are not drawn from any more. Always the same function. */
  onSpent: (cells: CellAggregate) => void;
}

/**
 * What a way draws of what the map shows, with a margin. It is asked for before the map is there, so that both are made
 * at the same time. The old drawing stays, and moves with the map, until the new one is there; null before the first
 * cells and while the drawing there is of another way.
 *
 * @param sightAhead what the map will show, before it is there
 */
export function useDrawing(
  map: MapLibre | null,
  sightAhead: () => Sight | null,
  client: DensityClient,
  { way, cells, options, onSpent }: Wanted,
): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const asked = useRef<DrawingRequest | null>(null);
  const loop = useRef<Latest<DrawingRequest> | null>(null);
  const spent = useMemo(() => makeSpentCells(onSpent), [onSpent]);
  useGiveBack(client, drawing);
  useEffect(() => {
    const made = makeDrawingLoop(
      client,
      (request) => mapWayOf(request.way),
      setDrawing,
      (error) => console.error(error),
      spent,
    );
    loop.current = made;
    return () => {
      made.close();
      asked.current = null;
    };
  }, [client, spent]);
  useEffect(() => spent.show(cells), [spent, cells]);
  useEffect(() => {
    const { plan: planOf, serves } = mapWayOf(way);
    if (!cells || !planOf) return;
    const ask = (sight: Sight) => {
      asked.current = { way, cells, plan: planOf(sight, options), options };
      loop.current?.ask(asked.current);
      spent.ask(cells);
    };
    const isAsked = (sight: Sight) => {
      const last = asked.current;
      const isSame = last?.way === way && last.cells === cells && last.options === options;
      return isSame && serves(last.plan, sight, options);
    };
    const askUnlessAsked = () => {
      const sight = map ? sightOf(map) : sightAhead();
      if (sight && !isAsked(sight)) ask(sight);
    };
    // A map that changes its projection with this has done so then.
    if (!map) return doAfterPaint(askUnlessAsked);
    const callOff = changeAfterPaint(map, askUnlessAsked);
    map.on('move', askUnlessAsked);
    map.on('resize', askUnlessAsked);
    map.on('projectiontransition', askUnlessAsked);
    return () => {
      callOff();
      map.off('move', askUnlessAsked);
      map.off('resize', askUnlessAsked);
      map.off('projectiontransition', askUnlessAsked);
    };
  }, [map, sightAhead, client, spent, way, cells, options]);
  return cells && drawing?.way === way ? drawing : null;
}

/** How finely the zoom lets things be drawn. */
export interface Detail {
  /** Cell level to ask for. */
  level: number;
  /** Of H3's hexagons. */
  resolution: number;
}

/** Tells, at the start and on change, how finely the zoom lets things be drawn: ahead of the map, as it will be. */
export function useDetail(
  map: MapLibre | null,
  sightAhead: () => Sight | null,
  levelAt: (zoom: number) => number,
  onDetail: (detail: Detail) => void,
): void {
  const latest = useRef(onDetail);
  useEffect(() => {
    latest.current = onDetail;
  });
  useEffect(() => {
    let told = '';
    const tell = () => {
      const zoom = map ? map.getZoom() : sightAhead()?.zoom;
      if (zoom === undefined) return;
      const detail = { level: levelAt(zoom), resolution: resolutionFor(zoom) };
      if (JSON.stringify(detail) === told) return;
      told = JSON.stringify(detail);
      latest.current(detail);
    };
    tell();
    map?.on('moveend', tell);
    return () => void map?.off('moveend', tell);
  }, [map, sightAhead, levelAt]);
}
