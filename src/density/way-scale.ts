import type { ColourChoice } from '../model/colour-choice.ts';
import { makeRamp, type ColourScale } from './colour-scale.ts';
import { ranksOf, type Spread } from './spread.ts';

/** What a scale is made of beside its domain. */
export interface ScaleParts {
  kind: 'log' | 'linear' | 'quantile';
  theme: 'dark' | 'light';
  drawn: 'field' | 'areas' | 'lines';
  colours: ColourChoice;
  /** How values are spread; needed for colours by rank, which are those of a log scale without it. */
  spread: Spread | null;
}

/** The axis of a kind of scale: colours by rank stand on a log axis. */
export function axisOf(kind: ScaleParts['kind']): ColourScale['kind'] {
  return kind === 'linear' ? 'linear' : 'log';
}

/** Makes the scale of a way. */
export function makeScale(
  domain: ColourScale['domain'],
  { kind, theme, drawn, colours, spread }: ScaleParts,
): ColourScale {
  const byRank = kind === 'quantile' && spread !== null && spread.largest > 0 && domain[0] > 0;
  const ranks = byRank ? ranksOf(spread, domain) : null;
  return { kind: axisOf(kind), domain, ramp: makeRamp(theme, drawn, colours, ranks), byRank };
}
