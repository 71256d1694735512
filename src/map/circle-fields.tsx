import { useState, type FormEvent } from 'react';
import type { Map as MapLibre } from 'maplibre-gl';
import { decimalsOf } from '../model/region-outline.ts';
import { MOST_RADIUS_KM, type Circle, type Region } from '../model/region.ts';
import { wrapLongitude } from '../state/region-words.ts';
import { pixelDegreesOf } from './drawing-surface.tsx';

const FIRST_RADIUS_KM = 300;

/** A circle by its radius, round the middle of the map or, where one is selected, round the same point. */
export function CircleFields(props: {
  map: MapLibre;
  region: Region | null;
  onCircle: (circle: Circle) => void;
}) {
  const { map, region, onCircle } = props;
  const present = region?.kind === 'circle' ? region : null;
  const [radius, setRadius] = useState(String(present?.radiusKm ?? FIRST_RADIUS_KM));
  const [isSame, setIsSame] = useState(present !== null);
  const radiusKm = Number(radius);
  const isSound = radius.trim() !== '' && radiusKm > 0 && radiusKm <= MOST_RADIUS_KM;
  const select = (event: FormEvent) => {
    event.preventDefault();
    if (!isSound) return;
    if (present && isSame) return onCircle({ ...present, radiusKm });
    const { lng, lat } = map.getCenter();
    const decimals = decimalsOf(pixelDegreesOf(map));
    const longitude = Number(wrapLongitude(lng).toFixed(decimals));
    onCircle({ kind: 'circle', longitude, latitude: Number(lat.toFixed(decimals)), radiusKm });
  };
  return (
    <form className="circle-fields" onSubmit={select}>
      <label>
        or{' '}
        <input
          type="number"
          className="field"
          aria-label="Radius in km"
          aria-invalid={!isSound}
          min={0.1}
          max={MOST_RADIUS_KM}
          step="any"
          value={radius}
          onChange={(event) => setRadius(event.target.value)}
        />{' '}
        km round
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
      <button type="submit" className="button" disabled={!isSound}>
        Select
      </button>
      {!isSound && (
        <span className="map-small" role="status">
          Expected a radius from 0.1 to {MOST_RADIUS_KM} km.
        </span>
      )}
    </form>
  );
}
