import { useEffect } from 'react';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { Region } from '../model/region.ts';
import { regionOutline } from '../model/region-outline.ts';
import { changeAfterPaint } from './draw-after-paint.ts';
import { SELECTION, SELECTION_LAYERS } from './basemap-style.ts';

/** Outlines the area that the filter keeps; null outlines nothing. */
export function useSelectionOutline(map: MapLibre | null, region: Region | null): void {
  useEffect(() => {
    if (!map) return;
    return changeAfterPaint(map, () => {
      const coordinates = region ? regionOutline(region) : [];
      void map.getSource<GeoJSONSource>(SELECTION)?.setData({
        type: 'Feature',
        properties: {},
        geometry: { type: 'MultiLineString', coordinates },
      });
      for (const layer of SELECTION_LAYERS) {
        map.setLayoutProperty(layer, 'visibility', region ? 'visible' : 'none');
      }
    });
  }, [map, region]);
}
