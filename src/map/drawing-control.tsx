import './drawing-control.css';
import { memo } from 'react';
import { Sliders } from '../icons/icons.ts';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { kindOf, type ColourScale } from '../density/colour-scale.ts';
import { paletteIds, paletteNames, type ColourChoice } from '../model/colour-choice.ts';
import { scaleKinds, type Choices, type ScaleKind } from '../state/choices.ts';
import type { WaySpec } from '../ways/way-spec.ts';
import { ColourBar } from './colour-bar.tsx';
import { MapPopover } from './map-popover.tsx';

/** What can be chosen of how things are drawn. */
export type DrawingChange = Partial<Pick<Choices, 'colours' | 'scaleKind' | 'smoothingKm'>>;

/** What the choices are now. */
export interface DrawingControlProps {
  scale: ColourScale | null;
  scaleKind: ScaleKind;
  colours: ColourChoice;
  smoothingKm: number;
  /** What has the colours, if there are any: only a field is smoothed. */
  coloursOf: WaySpec['colours'];
  domainLocked: boolean;
  /** What the colours count, with its unit. */
  title: string;
  language: string;
  onDrawing: (change: DrawingChange) => void;
  onLockDomain: (locked: boolean) => void;
}

const kindNames: Readonly<Record<ScaleKind, string>> = {
  log: 'Logarithmic',
  linear: 'Linear',
  quantile: 'Quantile',
};
const smoothings = [10, 20, 40, 80, 160, 320];

function Choice<T extends string>(props: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChoose: (value: T) => void;
}) {
  const { label, value, options, onChoose } = props;
  return (
    <label className="drawing-choice">
      <span className="small" aria-hidden="true">
        {label}
      </span>
      <select
        className="field"
        aria-label={label}
        value={value}
        onChange={(event) => onChoose(event.target.value as T)}
      >
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Opacity({ value, onChoose }: { value: number; onChoose: (value: number) => void }) {
  return (
    <Slider
      className="drawing-opacity"
      minValue={0.1}
      maxValue={1}
      step={0.1}
      value={value}
      formatOptions={{ style: 'percent' }}
      onChange={(next) => onChoose(Math.round(next * 10) / 10)}
    >
      <Label className="small">Opacity</Label>
      <SliderOutput className="small" />
      <SliderTrack className="drawing-track">
        <SliderThumb className="drawing-thumb" />
      </SliderTrack>
    </Slider>
  );
}

/** Colours and the scale that they stand on. */
function Colours({ scale, scaleKind, colours, onDrawing }: DrawingControlProps) {
  const colour = (change: Partial<ColourChoice>) =>
    onDrawing({ colours: { ...colours, ...change } });
  return (
    <>
      <Choice
        label="Colours"
        value={colours.palette}
        options={paletteIds.map((id) => [id, paletteNames[id]])}
        onChoose={(palette) => colour({ palette })}
      />
      <label className="drawing-check">
        <input
          type="checkbox"
          checked={colours.reversed}
          onChange={(event) => colour({ reversed: event.target.checked })}
        />
        Reversed
      </label>
      <Choice
        label="Scale"
        value={scaleKind}
        options={scaleKinds.map((id) => [id, kindNames[id]])}
        onChoose={(kind) => onDrawing({ scaleKind: kind })}
      />
      {scale && kindOf(scale) === 'quantile' && (
        <p className="small drawing-note">
          Each colour is on as much as any other: read the numbers.
        </p>
      )}
    </>
  );
}

function Controls(props: DrawingControlProps) {
  const { scale, colours, smoothingKm, domainLocked, onDrawing, coloursOf } = props;
  const steps = [...new Set([...smoothings, smoothingKm])].sort((a, b) => a - b);
  const hasColours = coloursOf !== 'sizes' && coloursOf !== 'none';
  return (
    <>
      <p className="drawing-title">{props.title}</p>
      {hasColours && scale && <ColourBar scale={scale} language={props.language} />}
      {hasColours && <Colours {...props} />}
      {coloursOf !== 'none' && (
        <Choice
          label={hasColours ? 'Numbers of the colours' : 'Numbers of the sizes'}
          value={domainLocked ? 'locked' : 'fitted'}
          options={[
            ['fitted', 'Fitted to all data'],
            ['locked', 'Locked as they are'],
          ]}
          onChoose={(how) => props.onLockDomain(how === 'locked')}
        />
      )}
      {coloursOf === 'field' && (
        <Choice
          label="Smoothing (one sigma)"
          value={String(smoothingKm)}
          options={steps.map((km) => [String(km), `${km}\u202fkm`])}
          onChoose={(km) => onDrawing({ smoothingKm: Number(km) })}
        />
      )}
      <Opacity
        value={colours.opacity}
        onChoose={(opacity) => onDrawing({ colours: { ...colours, opacity } })}
      />
    </>
  );
}

/** Colours, scale, smoothing and opacity, with a legend that follows. */
export const DrawingControl = memo(function DrawingControl(props: DrawingControlProps) {
  return (
    <MapPopover
      name="Drawing"
      button={
        <>
          <Sliders size={14} aria-hidden="true" />
          Drawing
        </>
      }
    >
      {() => (
        <div className="drawing-choices">
          <Controls {...props} />
        </div>
      )}
    </MapPopover>
  );
});
