import { useEffect, useRef } from 'react';
import type { Map as MapLibre } from 'maplibre-gl';
import type { Projection } from '../model/projection.ts';
import { edgeRadius } from './globe-sight.ts';
import { onMoved } from './on-moved.ts';
import { globeViewOf } from './sight.ts';

/** The edge of the globe as a thin line: sea and space are nearly of one colour. Nothing on a flat map. */
export function GlobeEdge({ map, projection }: { map: MapLibre | null; projection: Projection }) {
  const circle = useRef<SVGCircleElement>(null);
  useEffect(() => {
    if (!map || projection !== 'globe') return;
    const update = () => {
      const view = globeViewOf(map);
      if (view) circle.current?.setAttribute('r', edgeRadius(view).toFixed(1));
    };
    return onMoved(map, update);
  }, [map, projection]);
  if (projection !== 'globe') return null;
  return (
    <svg className="globe-edge" aria-hidden="true">
      <circle ref={circle} cx="50%" cy="50%" r="0" />
    </svg>
  );
}
