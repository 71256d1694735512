import { useState } from 'react';
import { MOST_RADIUS_KM } from '../model/region.ts';

/** The radius that a circle has at first, km. */
const FIRST_RADIUS_KM = 300;

/** A radius that is being typed: what its field needs, and the number where it is one of a circle, else null. */
export function useRadius(first: number = FIRST_RADIUS_KM) {
  const [text, setText] = useState(String(first));
  const typed = Number(text);
  const isSound = text.trim() !== '' && typed > 0 && typed <= MOST_RADIUS_KM;
  const field = {
    type: 'number',
    className: 'field',
    'aria-label': 'Radius in km',
    'aria-invalid': !isSound,
    min: 0.1,
    max: MOST_RADIUS_KM,
    step: 'any',
    value: text,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
  } as const;
  return { radiusKm: isSound ? typed : null, field };
}
