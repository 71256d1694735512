import { useState, type FormEvent } from 'react';
import type { Map as MapLibre } from 'maplibre-gl';
import { decimalsOf } from '../model/region-outline.ts';
import { MOST_RADIUS_KM, type Circle, type Region } from '../model/region.ts';
import { wrapLongitude } from '../model/earth.ts';
import { useRadius } from '../state/use-radius.ts';
import { pixelDegreesOf } from './drawing-surface.tsx';

/** A circle by its radius, round the middle of the map or, where one is selected, round the same point. */
export function CircleFields(props: {
  map: MapLibre;
  region: Region | null;
  onCircle: (circle: Circle) => void;
}) {
  const { map, region, onCircle } = props;
  const present = region?.kind === 'circle' ? region : null;
  const { radiusKm, field } = useRadius(present?.radiusKm);
  const [isSame, setIsSame] = useState(present !== null);
  const select = (event: FormEvent) => {
    event.preventDefault();
    if (radiusKm === null) return;
    if (present && isSame) return onCircle({ ...present, radiusKm });
    const { lng, lat } = map.getCenter();
    const decimals = decimalsOf(pixelDegreesOf(map));
    const longitude = Number(wrapLongitude(lng).toFixed(decimals));
    onCircle({ kind: 'circle', longitude, latitude: Number(lat.toFixed(decimals)), radiusKm });
  };
  return (
    <form className="circle-fields" onSubmit={select}>
      <label>
        or <input {...field} /> km round
      </label>
      {present ? (
        <select
          className="field"
          aria-label="Middle of the circle"
          value={isSame ? 'same' : 'map'}
          onChange={(event) => setIsSame(event.target.value === 'same')}
        >
          <option value="same">{present.around ?? 'the same point'}</option>
          <option value="map">the middle of the map</option>
        </select>
      ) : (
        <span>the middle of the map</span>
      )}
      <button type="submit" className="button" disabled={radiusKm === null}>
        Select
      </button>
      {radiusKm === null && (
        <span className="map-small" role="status">
          Expected a radius from 0.1 to {MOST_RADIUS_KM} km.
        </span>
      )}
    </form>
  );
}
