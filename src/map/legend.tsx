import { memo, useState } from 'react';
import { Fold, Locked, Unfold, Unlocked } from '../icons/icons.ts';
import type { DimensionAggregate } from '../model/aggregate.ts';
import { measureWords } from '../model/measure.ts';
import type { Measure } from '../model/query.ts';
import { placings, type Placing } from '../model/placing.ts';
import type { Rating } from '../model/rate.ts';
import type { C2Server } from '../model/telemetry.ts';
import { kindOf, type ColourScale } from '../density/colour-scale.ts';
import { waySpecs, type Way } from '../ways/ways.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import { ColourBar } from './colour-bar.tsx';
import { hatchBreaks, hatchStrengths } from '../density/hatching.ts';
import {
  countryOnlyTotal,
  countedWords,
  legendMethod,
  legendTitle,
  ratingMethod,
  statusCounts,
  withoutWords,
} from '../state/legend-words.ts';
import { countWords, shareWords, tickWords } from '../model/number-words.ts';
import { statusWords } from '../model/server-shapes.ts';
import { useAfterPaint, useInTurn } from '../state/use-after-paint.ts';
import type { SymbolPicture } from '../ways/symbols.ts';
import { DotKey } from './dot-key.tsx';
import { SymbolKey } from './symbol-key.tsx';
import { ServerShape } from './server-shape.tsx';

/** What the legend explains. */
export interface LegendProps {
  way: Way;
  measure: Measure;
  language: string;
  theme: 'dark' | 'light';
  /** The scale of the way that is drawn; null before one is known. */
  scale: ColourScale | null;
  /** Smoothing that the picture really has, km; null before a field is there. */
  smoothingKm: number | null;
  hexagonUnit: HexagonUnit;
  /** Mean area of the hexagons, km²; null where none are drawn. */
  hexagonKm2: number | null;
  /** Whether places are drawn one by one. */
  showsPlaces: boolean;
  countries: DimensionAggregate | null;
  servers: readonly C2Server[];
  rating: Rating;
  placing: Placing;
  onPlacing: (placing: Placing) => void;
  /** Likely default coordinates that are ringed. */
  piles: number;
  /** What a way of symbols draws; null with every other way. */
  symbols: SymbolPicture | null;
  namesServers: boolean;
  /** Opacity as chosen, 0 to 1. */
  strength: number;
  /** Keys of those that are left out. */
  without: readonly string[];
  reconstruction: boolean;
  domainLocked: boolean;
  /** Whether it is about to change. */
  isFitting: boolean;
  onLockDomain: (locked: boolean) => void;
}

function ServerKey({ servers }: { servers: readonly C2Server[] }) {
  return statusCounts(servers).map(({ status, count }) => (
    <li key={status}>
      <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
        <ServerShape status={status} />
      </svg>
      C2 server, {statusWords[status]} · {count}
    </li>
  ));
}

/** A swatch of hatching as strong as the map's. */
function HatchSwatch({ step }: { step: number }) {
  const strength = hatchStrengths[step];
  if (!strength) return null;
  const { gap, width, alpha } = strength;
  const id = `legend-hatch-${step}`;
  return (
    <svg className="hatch-swatch" width="16" height="12" aria-hidden="true">
      <pattern
        id={id}
        width={gap / Math.SQRT2}
        height="12"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line y2="12" strokeWidth={width * 2} strokeOpacity={alpha} />
      </pattern>
      <rect width="16" height="12" fill={`url(#${id})`} />
    </svg>
  );
}

function HatchKey({ countries, language }: Pick<LegendProps, 'countries' | 'language'>) {
  const total = countryOnlyTotal(countries);
  if (!countries || total <= 0) return null;
  const breaks = hatchBreaks(countries.countryOnly.reduce((a, b) => Math.max(a, b), 0));
  const share = shareWords(total, countries.total, language);
  const bound = (step: number) => tickWords(breaks[step] ?? 0, breaks.at(-1) ?? 0, language);
  return (
    <li className="hatch-key">
      <span>
        Country only, {countWords(total, language)} {share && `(${share})`}
      </span>
      <ol aria-label="Hatching by number in the country">
        {breaks.map((least, step) => (
          <li key={least}>
            <HatchSwatch step={step} />
            {step === 0 ? `<${bound(1)}` : `≥${bound(step)}`}
          </li>
        ))}
      </ol>
    </li>
  );
}

/** The ring of a likely default coordinate. */
function PileSwatch() {
  return (
    <svg className="pile-swatch" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
      <circle r="5.5" />
    </svg>
  );
}

/** Shows what accuracy does: spread over it, or each host on its coordinate. */
function PlacingSwitch({ placing, onPlacing }: Pick<LegendProps, 'placing' | 'onPlacing'>) {
  return (
    <div className="legend-more legend-placing" role="group" aria-label="How places are shown">
      {placings.map((each) => (
        <button
          key={each}
          type="button"
          className="legend-button"
          aria-pressed={each === placing}
          onClick={() => onPlacing(each)}
        >
          As {each}
        </button>
      ))}
    </div>
  );
}

function DomainLock(props: {
  what: 'colours' | 'sizes';
  locked: boolean;
  onLock: (locked: boolean) => void;
}) {
  const { what, locked, onLock } = props;
  const Icon = locked ? Locked : Unlocked;
  return (
    <button
      type="button"
      className="legend-button"
      aria-pressed={locked}
      title={
        locked
          ? `The ${what} keep their numbers. Press to fit them to the data.`
          : `The ${what} fit the data. Press to keep their numbers.`
      }
      onClick={() => onLock(!locked)}
    >
      <Icon size={12} aria-hidden="true" />
      {locked ? 'Locked' : 'Fit'}
    </button>
  );
}

/** What the legend's own switches show and do. */
type Pressed = Pick<LegendProps, 'placing' | 'domainLocked' | 'onLockDomain'>;

/** All that a legend says. */
function Explained({ pressed, ...props }: LegendProps & { pressed: Pressed }) {
  const { way, measure, language, scale, countries, servers, rating } = props;
  const ratedBy = way === 'countries' ? ratingMethod(rating, language) : '';
  const [open, setOpen] = useState(false);
  const left = withoutWords(props.without, language);
  const Chevron = open ? Fold : Unfold;
  const { hexagonUnit, hexagonKm2, smoothingKm, showsPlaces } = props;
  const title = showsPlaces
    ? `${countedWords(measure)} by place`
    : legendTitle(measure, way, language, hexagonUnit, rating.quantity);
  const { placing } = props;
  const { symbols, namesServers } = props;
  const made = {
    ...{ smoothingKm, hexagonKm2, showsPlaces, measure, placing },
    ...{ symbols, namesServers },
  };
  const spec = waySpecs[way];
  const isSymbols = spec.symbols !== undefined;
  return (
    <section
      className="map-panel map-legend"
      data-part="legend"
      aria-label="Legend"
      aria-busy={props.isFitting}
      data-open={open}
    >
      <header>
        <h2>{title}</h2>
        {scale && !showsPlaces && !isSymbols && (
          <span className="map-small legend-more">{kindOf(scale)}</span>
        )}
        {!showsPlaces && spec.colours !== 'none' && (
          <DomainLock
            what={isSymbols ? 'sizes' : 'colours'}
            locked={pressed.domainLocked}
            onLock={pressed.onLockDomain}
          />
        )}
        <button
          type="button"
          className="legend-button legend-toggle"
          aria-expanded={open}
          aria-label={open ? 'Show less of the legend' : 'Show the whole legend'}
          onClick={() => setOpen(!open)}
        >
          <Chevron size={14} aria-hidden="true" />
        </button>
      </header>
      <p className="map-small legend-more">{legendMethod(way, made, language)}</p>
      {spec.colours === 'field' && !showsPlaces && (
        <PlacingSwitch placing={pressed.placing} onPlacing={props.onPlacing} />
      )}
      {ratedBy !== '' && <p className="map-small legend-more">{ratedBy}</p>}
      {isSymbols ? (
        symbols && (
          <SymbolKey {...{ symbols, language }} theme={props.theme} strength={props.strength} />
        )
      ) : showsPlaces ? (
        <DotKey theme={props.theme} language={language} />
      ) : scale ? (
        <ColourBar scale={scale} language={language} />
      ) : (
        <p className="map-small">No {measureWords[measure].unit} to colour yet.</p>
      )}
      <ul className="legend-more">
        <ServerKey servers={servers} />
        {props.piles > 0 && (
          <li>
            <PileSwatch />
            Likely default coordinate · {countWords(props.piles, language)}
          </li>
        )}
        {spec.hatched && <HatchKey countries={countries} language={language} />}
      </ul>
      {left !== '' && <p className="map-small">{left}</p>}
      {props.reconstruction && (
        <p className="map-small legend-more">Reconstruction: every place is assumed.</p>
      )}
    </section>
  );
}

/**
 * What colours, hatching and shapes mean, bottom left on the map; a bar that opens on a phone. It follows what was pressed
 * together with the map that it explains, but for its own switches.
 */
export const Legend = memo(function Legend(props: LegendProps) {
  const shown = useAfterPaint(props);
  const isBusy = props.isFitting || shown !== props;
  const placing = useInTurn(props.placing, 'legend');
  const domainLocked = useInTurn(props.domainLocked, 'legend');
  const { onLockDomain } = props;
  return (
    <Explained {...shown} pressed={{ placing, domainLocked, onLockDomain }} isFitting={isBusy} />
  );
});
