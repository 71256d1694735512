import './pile-markers.css';
import { memo, useEffect, useRef } from 'react';
import type { Map as MapLibre } from 'maplibre-gl';
import type { Pile } from '../model/pile.ts';
import { onMoved } from './on-moved.ts';
import { projector } from './sight.ts';

/** CSS pixels from the centre of a ring to its edge. */
const RADIUS = 6;

function place(map: MapLibre, piles: readonly Pile[], layer: SVGSVGElement): void {
  const project = projector(map);
  const rings = layer.querySelectorAll<SVGGElement>('.pile');
  piles.forEach((pile, index) => {
    const point = project(pile);
    rings[index]?.setAttribute('visibility', point ? 'visible' : 'hidden');
    if (!point) return;
    const { x, y } = point;
    rings[index]?.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  });
}

/**
 * Rings around likely default coordinates: hollow and dashed, so that they are neither heat nor servers. They are for the
 * eye; the list of them, in its dialog, is for everybody.
 */
export const PileMarkers = memo(function PileMarkers(props: {
  map: MapLibre | null;
  piles: readonly Pile[];
  /** Keys of those that are left out: they have no ring. */
  without: readonly string[];
}) {
  const { map, piles, without } = props;
  const layer = useRef<SVGSVGElement>(null);
  const shown = piles.filter(({ key }) => !without.includes(key));
  useEffect(() => {
    const element = layer.current;
    if (!map || !element || shown.length === 0) return;
    const update = () => place(map, shown, element);
    return onMoved(map, update);
  });
  if (!map || shown.length === 0) return null;
  return (
    <svg ref={layer} className="pile-markers" aria-hidden="true">
      {shown.map(({ key }) => (
        <g key={key} className="pile">
          <circle className="pile-halo" r={RADIUS} />
          <circle className="pile-ring" r={RADIUS} />
        </g>
      ))}
    </svg>
  );
});
