import type { Map as MapLibre } from 'maplibre-gl';
import { whileResting } from './while-resting.ts';

/** A map rests once it has drawn nothing for so long, in milliseconds. */
const REST_MS = 1000;

/**
 * Does something once the map has rested and the browser has nothing else to do, and again until the map draws.
 * @param act gives whether there is more; where not, it waits for the next rest
 * @returns what ends it
 */
export function whenRested(map: Pick<MapLibre, 'on' | 'off'>, act: () => boolean): () => void {
  let callOff = () => {};
  const go = () => {
    callOff = () => {};
    if (act()) callOff = whileResting(go);
  };
  const rested = () => {
    callOff = whileResting(go);
  };
  const drawn = () => callOff();
  const idle = () => {
    callOff();
    const timer = setTimeout(rested, REST_MS);
    callOff = () => clearTimeout(timer);
  };
  map.on('render', drawn);
  map.on('idle', idle);
  return () => {
    callOff();
    map.off('render', drawn);
    map.off('idle', idle);
  };
}
