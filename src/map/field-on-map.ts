import { useEffect, useRef, useState } from 'react';
import type { Map as MapLibre } from 'maplibre-gl';
import type { CellAggregate } from '../model/aggregate.ts';
import type { Latest } from '../model/latest.ts';
import type { DensityClient } from '../density/density-client.ts';
import type { FieldView } from '../density/density-field.ts';
import { effectiveSmoothingKm } from '../density/smoothing.ts';
import { makeFieldLoop, type FieldOnMap, type FieldRequest } from './field-loop.ts';
import { cellLevelFor, fieldViewOf, serves, type VisibleBox } from '../density/view-of-field.ts';

/** What of the world a map shows now. */
export function visibleBox(map: MapLibre): VisibleBox {
  const bounds = map.getBounds();
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  return {
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
    width,
    height,
  };
}

/**
 * The density field of what the map shows, with a margin. The old field stays, and moves with the map, until the new one
 * is there; null before the first cells.
 */
export function useFieldOnMap(
  map: MapLibre | null,
  client: DensityClient,
  cells: CellAggregate | null,
  smoothingKm: number,
): FieldOnMap | null {
  const [field, setField] = useState<FieldOnMap | null>(null);
  const asked = useRef<FieldView | null>(null);
  const loop = useRef<Latest<FieldRequest> | null>(null);
  useEffect(() => {
    const made = makeFieldLoop(client, setField, (error) => console.error(error));
    loop.current = made;
    return () => {
      made.close();
      asked.current = null;
    };
  }, [client]);
  useEffect(() => {
    if (!map || !cells) return;
    const ask = () => {
      const view = fieldViewOf(visibleBox(map), { smoothingKm });
      asked.current = view;
      loop.current?.ask({ cells, view, smoothingKm: effectiveSmoothingKm(view, smoothingKm) });
    };
    const moved = () => {
      if (!asked.current || !serves(asked.current, visibleBox(map), smoothingKm)) ask();
    };
    ask();
    map.on('move', moved);
    map.on('resize', moved);
    return () => {
      map.off('move', moved);
      map.off('resize', moved);
    };
  }, [map, client, cells, smoothingKm]);
  return cells ? field : null;
}

/** Tells, at the start and on change, which cell level suits the zoom. */
export function useCellLevel(
  map: MapLibre | null,
  smoothingKm: number,
  onLevel: (level: number) => void,
): void {
  const latest = useRef(onLevel);
  useEffect(() => {
    latest.current = onLevel;
  });
  useEffect(() => {
    if (!map) return;
    let told = -1;
    const tell = () => {
      const level = cellLevelFor(map.getZoom(), smoothingKm);
      if (level === told) return;
      told = level;
      latest.current(level);
    };
    tell();
    map.on('moveend', tell);
    return () => void map.off('moveend', tell);
  }, [map, smoothingKm]);
}
